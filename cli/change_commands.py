"""`klyngeflow change`: one changes one's mind about a meeting that is under way."""

from __future__ import annotations

from typing import Annotated

import typer

from domain.acts import ActKind
from domain.changes.reasons import reasons_for
from domain.errors import Refused

change = typer.Typer(
    help="Change a meeting under way: shows what will happen, asks, does it and mails whom it concerns.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    epilog="Example: `klyngeflow change move trivsel-k7m2qa --to 2027-03-18T16:00 --by AB`",
)

Meeting = Annotated[str, typer.Argument(help="The meeting's id, as `klyngeflow status` shows it.")]
By = Annotated[str, typer.Option(metavar="INITIALS", help="Who does it.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it without asking.")]


def _one_of(kind: ActKind) -> str:
    return f"One of: {', '.join(reasons_for(kind))}."


@change.command(
    "move", epilog="Example: `klyngeflow change move trivsel-k7m2qa --to 2027-03-18T16:00 --by AB`"
)
def move_it(
    meeting: Meeting,
    to: Annotated[str, typer.Option(metavar="DATE[THH:MM]", help="Without a time the hour stands.")],
    by: By,
    reason: Annotated[str, typer.Option(help=_one_of(ActKind.MOVED))] = "coordinator_asked",
    yes: Yes = False,
) -> None:
    """Move a meeting to another day or hour."""
    from cli.changing import moment, settle
    from domain.changes.move import move_meeting, what_moving_does

    settle(
        meeting,
        lambda services: what_moving_does(meeting, moment(to, meeting, services), services),
        lambda services: move_meeting(
            meeting, moment(to, meeting, services), by=by, reason=reason, services=services
        ),
        yes=yes,
    )


@change.command("extend", epilog="Example: `klyngeflow change extend trivsel-k7m2qa --to 2027-03-05 --by AB`")
def extend_it(
    meeting: Meeting,
    to: Annotated[str, typer.Option(metavar="DATE", help="The day on which the survey closes, at noon.")],
    by: By,
    reason: Annotated[str, typer.Option(help=_one_of(ActKind.EXTENDED))] = "few_answers",
    yes: Yes = False,
) -> None:
    """Keep a survey open for longer."""
    from cli.changing import day_of, settle
    from domain.changes.extend import extend_survey, what_extending_does

    settle(
        meeting,
        lambda services: what_extending_does(meeting, day_of(to), services),
        lambda services: extend_survey(meeting, day_of(to), by=by, reason=reason, services=services),
        yes=yes,
    )


@change.command(
    "cancel", epilog="Example: `klyngeflow change cancel trivsel-k7m2qa --by AB --reason few_could_come`"
)
def cancel_it(
    meeting: Meeting,
    by: By,
    reason: Annotated[str, typer.Option(help=_one_of(ActKind.CANCELLED))] = "coordinator_asked",
    yes: Yes = False,
) -> None:
    """Cancel a meeting, for good. Open answers are deleted."""
    from cli.changing import settle
    from domain.changes.cancel import cancel_meeting, what_cancelling_does

    settle(
        meeting,
        lambda services: what_cancelling_does(meeting, services),
        lambda services: cancel_meeting(meeting, by=by, reason=reason, services=services),
        yes=yes,
    )


@change.command(
    "coordinator",
    epilog="Example: `klyngeflow change coordinator trivsel-k7m2qa --name 'Ida Eksempel' "
    "--email ida@praksis.dk --phone 12345678 --by AB`",
)
def replace_it(
    meeting: Meeting,
    name: Annotated[str, typer.Option(help="The new coordinator's name.")],
    email: Annotated[str, typer.Option(help="Where the mails go from now on.")],
    phone: Annotated[str, typer.Option(help="Where the consultant calls.")],
    by: By,
    postal_address: Annotated[str, typer.Option(help="Without it the post goes where it went.")] = "",
    reason: Annotated[str, typer.Option(help=_one_of(ActKind.COORDINATOR_REPLACED))] = "stepped_down",
    yes: Yes = False,
) -> None:
    """Hand a meeting to another coordinator. The old link dies."""
    from cli.changing import settle
    from data_contracts.new_coordinator import read_new_coordinator
    from domain.changes.new_coordinator import replace_coordinator, what_replacing_does

    new = read_new_coordinator(name=name, email=email, phone=phone, postal_address=postal_address)
    settle(
        meeting,
        lambda services: what_replacing_does(meeting, new, services),
        lambda services: replace_coordinator(meeting, new, by=by, reason=reason, services=services),
        yes=yes,
    )


@change.command(
    "follow-up",
    epilog="Examples: `klyngeflow change follow-up trivsel-k7m2qa --months 8 --by AB` · "
    "`klyngeflow change follow-up trivsel-k7m2qa --decline --by AB`",
)
def change_follow_up(
    meeting: Meeting,
    by: By,
    months: Annotated[int | None, typer.Option(help="Agree on it, or move it: 6 to 12.")] = None,
    decline: Annotated[bool, typer.Option("--decline", help="The cluster does not want it.")] = False,
    reason: Annotated[str, typer.Option(help=_one_of(ActKind.FOLLOW_UP_AGREED))] = "coordinator_asked",
    yes: Yes = False,
) -> None:
    """Agree on a follow-up, move it, or decline it."""
    if decline == (months is not None):
        raise Refused("Say either --months 6 to 12, or --decline.")
    if months is None:
        _decline(meeting, by, reason, yes=yes)
    else:
        _agree(meeting, months, by, reason, yes=yes)


def _agree(meeting: str, months: int, by: str, reason: str, *, yes: bool) -> None:
    from cli.changing import settle
    from domain.changes.follow_up import agree_on_follow_up, what_agreeing_does

    settle(
        meeting,
        lambda services: what_agreeing_does(meeting, months, services),
        lambda services: agree_on_follow_up(meeting, months, by=by, reason=reason, services=services),
        yes=yes,
    )


def _decline(meeting: str, by: str, reason: str, *, yes: bool) -> None:
    from cli.changing import settle
    from domain.changes.follow_up import decline_follow_up, what_declining_does

    settle(
        meeting,
        lambda services: what_declining_does(meeting, services),
        lambda services: decline_follow_up(meeting, by=by, reason=reason, services=services),
        yes=yes,
    )
