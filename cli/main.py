"""The `klyngeflow` command: the operator's and the package author's way in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from cli.change_commands import change
from cli.follow_ups import follow_up_command
from cli.mail_commands import mail_commands
from cli.proving.commands import prove
from cli.rerun_command import rerun_command
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


@app.command(epilog="Examples: `klyngeflow bounces` · `klyngeflow bounces returned.eml`")
def bounces(
    files: Annotated[list[Path] | None, typer.Argument(help="Mails as files (.eml), or folders.")] = None,
) -> None:
    """Take in what mail servers report of mails that did not arrive; without files, from the mailbox."""
    from cli.bounces import take_bounces

    take_bounces(files or [])


@app.command(epilog="Example: `klyngeflow upkeep`")
def upkeep() -> None:
    """Start what is due and has no live run. Needs the Prefect server, but no worker."""
    from cli.commands import run_upkeep

    run_upkeep()


@app.command(epilog="Examples: `klyngeflow purge --dry-run` · `klyngeflow purge`")
def purge(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Delete nothing; show what would go when, and why.")
    ] = False,
) -> None:
    """Delete what has been kept long enough, as upkeep does by itself. Needs no Prefect server."""
    from cli.purging import purge_now, show_what_goes

    if dry_run:
        show_what_goes()
    else:
        purge_now()


@app.command(epilog="Example: `klyngeflow backup /safe/klyngeflow-2027-03-01.zip`")
def backup(file: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Write all that must not be lost into one file, while everything runs."""
    from cli.backup import make_backup

    make_backup(file)


@app.command(epilog="Example: `klyngeflow restore /safe/klyngeflow-2027-03-01.zip`")
def restore(file: Annotated[Path, typer.Argument(help="What `klyngeflow backup` wrote.")]) -> None:
    """Put a backup into an empty installation. No mail leaves until `klyngeflow arm`."""
    from cli.backup import restore_backup

    restore_backup(file)


@app.command(epilog="Examples: `klyngeflow arm` · `klyngeflow arm --held keep --by AB`")
def arm(
    held: Annotated[str, typer.Option(help="send the mails that waited, or keep them for ever.")] = "",
    by: Annotated[str, typer.Option(metavar="INITIALS", help="Who says so.")] = "",
) -> None:
    """After a restore: show the mails that are held, or let mails leave again."""
    from cli.backup import let_mails_leave, show_held

    if held:
        let_mails_leave(held, by)
    else:
        show_held()


@app.command(
    "new-package",
    epilog="Examples: `klyngeflow new-package sparring` · "
    "`klyngeflow new-package sparring --title 'Faglig sparring' --into my-packages`",
)
def new_package(
    package_id: Annotated[str, typer.Argument(metavar="ID", help="A short name: a–z, digits, - and _.")],
    title: Annotated[str, typer.Option(help="The package's name as people read it.")] = "",
    into: Annotated[
        Path | None,
        typer.Option(help="The folder to put it in; else that of KLYNGEFLOW_PACKAGES, else here."),
    ] = None,
) -> None:
    """Make the folder of a new package, complete and small, to be changed in any editor."""
    from adapters.settings import load_settings
    from cli.new_package import start_package

    start_package(package_id, title, into, load_settings())


@app.command(
    epilog="Examples: `klyngeflow preview trivsel` · `klyngeflow preview my-packages/sleep --out look`"
)
def preview(
    package: Annotated[str, typer.Argument(help="A package's id or folder.")],
    out: Annotated[Path, typer.Option(help="Folder for everything the preview makes.")] = Path("preview"),
) -> None:
    """Show every document and mail of a package, from invented answers: few, some and many.

    Mails nobody and leaves nothing but the folder. Open its index.html.
    """
    from cli.preview.preview import preview as show

    show(package, out)


@app.command(epilog="Example: `klyngeflow schema --out my-packages/sleep/.schema`")
def schema(
    out: Annotated[Path, typer.Option(help="Folder for the schemas.")] = Path(".schema"),
) -> None:
    """Write the JSON Schemas by which editors complete and check a package's YAML."""
    from cli.new_package import write_schemas

    for file in write_schemas(out):
        typer.echo(file)


@app.command(epilog="Examples: `klyngeflow check trivsel` · `klyngeflow check my-packages/sleep`")
def check(package: Annotated[str, typer.Argument(help="A package's id or folder.")]) -> None:
    """Say what is wrong with a package: file, line, what and the cure."""
    from cli.commands import check_package_folder

    check_package_folder(package)


@app.command(
    epilog="Examples: `klyngeflow rehearse trivsel` · "
    "`klyngeflow rehearse my-packages/sleep --members 30 --answers answers.csv --out try-out`"
)
def rehearse(
    package: Annotated[str, typer.Argument(help="A package's id or folder.")],
    members: Annotated[str, typer.Option(help="How many members, or a member list's file.")] = "24",
    answers: Annotated[
        Path | None, typer.Option(help="CSV: header = item ids, a row a respondent, empty = not answered.")
    ] = None,
    follow_up_answers: Annotated[Path | None, typer.Option(help="The same for the follow-up.")] = None,
    out: Annotated[Path, typer.Option(help="Folder for everything the rehearsal makes.")] = Path("rehearsal"),
    seed: Annotated[int, typer.Option(help="Other invented answers for another number.")] = 1,
    wait: Annotated[float, typer.Option(help="Seconds that each wait is shortened to.")] = 3.0,
    keep_running: Annotated[
        bool, typer.Option("--keep-running", help="Leave the server and pages up until Ctrl-C.")
    ] = False,
) -> None:
    """Play a whole meeting and its follow-up in time-lapse, mailing nobody outside the folder.

    Everything is real: server, worker, pages, mails, documents. Only the days between are shortened.
    """
    from cli.rehearsal.rehearse import rehearse as play
    from cli.rehearsal.script import Script

    play(Script(package, members, answers, follow_up_answers, out, seed, wait, keep_running))


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
