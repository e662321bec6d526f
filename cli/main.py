"""The `klyngeflow` command: the operator's and the package author's way in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.change_commands import change
from cli.follow_ups import follow_up_command
from cli.mail_commands import mail_commands
from cli.package_commands import package_commands
from cli.proving.commands import prove
from cli.rerun_command import rerun_command
from cli.upkeep_commands import upkeep_commands
from domain.errors import KlyngeflowError, Refused

app = typer.Typer(
    help="Runs GP cluster meetings: from order, through a confidential questionnaire, to deck and follow-up.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(prove, name="prove")
app.add_typer(change, name="change")
app.add_typer(rerun_command)
app.add_typer(follow_up_command)
app.add_typer(mail_commands)
app.add_typer(upkeep_commands)
app.add_typer(package_commands)


@app.callback()
def before_any_command() -> None:
    """Prefect reads its address once, when it is first imported: so the address is set before that."""
    from adapters.settings import load_settings
    from cli.engine_address import use_engine_of

    use_engine_of(load_settings())


Meeting = Annotated[str, typer.Argument(help="The meeting's id, as `klyngeflow status` shows it.")]


@app.command(epilog="Example: `klyngeflow up`")
def up() -> None:
    """Run everything on this machine: Prefect server, worker and the pages. Ctrl-C stops all."""
    from cli.up import run_everything

    run_everything()


@app.command(epilog="Example: `klyngeflow order examples/order.yaml`")
def order(
    file: Annotated[Path, typer.Argument(help="The order, a YAML file. See examples/order.yaml.")],
    as_new: Annotated[
        bool, typer.Option("--as-new", help="A further meeting of a cluster that has one on another day.")
    ] = False,
) -> None:
    """Take an order in and start its meeting's run."""
    from cli.commands import place_order

    place_order(file, as_new_meeting=as_new)


@app.command(epilog="Example: `klyngeflow members trivsel-k7m2qa members.xlsx`")
def members(
    meeting: Meeting,
    file: Annotated[Path, typer.Argument(help="CSV or xlsx with the members' e-mail addresses.")],
    confirmed: Annotated[
        bool, typer.Option("--confirmed", help="Yes, the cluster really has that few or many members.")
    ] = False,
    by: Annotated[
        str, typer.Option(metavar="INITIALS", help="Who does it; needed while the survey is open.")
    ] = "",
) -> None:
    """Hand in a meeting's member list. A second list replaces the first."""
    from cli.commands import hand_in_members

    hand_in_members(meeting, file, confirmed=confirmed, by=by)


@app.command(
    "coordinator-link",
    epilog="Examples: `klyngeflow coordinator-link trivsel-k7m2qa` · "
    "`klyngeflow coordinator-link trivsel-k7m2qa --renew`",
)
def coordinator_link(
    meeting: Meeting,
    renew: Annotated[
        bool, typer.Option("--renew", help="Kill the old link and mail the coordinator a new one.")
    ] = False,
) -> None:
    """Show the link to a coordinator's page, which nobody else may have, or renew it."""
    from cli.coordinator_link import renew_link, show_link

    if renew:
        renew_link(meeting)
    else:
        show_link(meeting)


@app.command(epilog="Examples: `klyngeflow status` · `klyngeflow status trivsel-k7m2qa`")
def status(meeting: Annotated[str, typer.Argument(help="One meeting, in detail.")] = "") -> None:
    """Show what each meeting waits for, or one meeting in detail."""
    from cli.status import show_status

    show_status(meeting)


@app.command(
    epilog="Examples: `klyngeflow posting` · `klyngeflow posting trivsel-k7m2qa --out to-print` · "
    "`klyngeflow posting trivsel-k7m2qa --posted AB`"
)
def posting(
    meeting: Annotated[str, typer.Argument(help="One meeting; without it, all that is to be sent.")] = "",
    order: Annotated[int | None, typer.Option(help="Order so many copies for the meeting.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write the PDFs to that are printed.")] = None,
    posted: Annotated[str, typer.Option(metavar="INITIALS", help="It has been sent; who says so.")] = "",
) -> None:
    """Show what is to be sent by post, and tick it off."""
    from cli.posting import handle_post, list_open_jobs

    if meeting:
        handle_post(meeting, order, out, posted)
    elif order is None and out is None and not posted:
        list_open_jobs()
    else:
        raise Refused("Name the meeting, as `klyngeflow posting` lists it.")


@app.command(epilog="Examples: `klyngeflow operator` · `klyngeflow operator --by AB`")
def operator(
    by: Annotated[str, typer.Option(metavar="INITIALS", help="Who you are; without it the page asks.")] = "",
) -> None:
    """Make a link to the operator page of this machine: once, and within five minutes."""
    from cli.operator import open_operator_page

    open_operator_page(by)


def main(arguments: list[str] | None = None) -> None:
    """Refusals are told in their own words, without a traceback, with exit status 2."""
    try:
        app(arguments)
    except KeyboardInterrupt:
        sys.exit(130)
    except KlyngeflowError as error:
        _refuse(str(error))
    except OSError as error:  # such as a read-only or full KLYNGEFLOW_HOME
        _refuse(f"{error.filename or 'The system'}: {error.strerror or type(error).__name__}.")


def _refuse(why: str) -> NoReturn:
    typer.secho(why, fg=typer.colors.RED, err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
