"""A look at every document of a package, from invented answers, before anybody else sees one."""
