"""What no command can do is said in one clear line, with exit status 2 and without a traceback."""

from __future__ import annotations

import pytest

from domain import errors
from domain.errors import BadInput, Fault, KlyngeflowError
from domain.mails import MailKey, MailKind
from tests.cli.desk import TEN, Desk

KINDS = {one for one in vars(errors).values() if isinstance(one, type) and issubclass(one, KlyngeflowError)}


@pytest.mark.parametrize("kind", sorted(KINDS, key=lambda kind: kind.__name__))
def test_every_kind_of_refusal_is_told_in_its_own_words(
    kind: type[KlyngeflowError], capsys: pytest.CaptureFixture[str]
) -> None:
    from cli.main import app, main

    refusal = BadInput([Fault("linje 3", "Noget er galt.", "Ret det.")]) if kind is BadInput else kind("Nej.")

    @app.command(name="refuse", hidden=True)
    def refuse() -> None:
        raise refusal

    try:
        with pytest.raises(SystemExit) as end:
            main(["refuse"])
    finally:
        app.registered_commands.pop()
    assert end.value.code == 2
    assert capsys.readouterr() == ("", f"{refusal}\n")


WHY = ("--reason", "missing_mail", "--by", "AB", "--yes")
COMMANDS = [
    ["status"],
    ["upkeep"],
    ["members", "trivsel-abcdef", "m.csv"],
    ["rerun", "x", "--from", "kit", *WHY],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_a_home_that_cannot_be_written_is_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    desk.file("occupied", "a file where the folder should be")
    monkeypatch.setenv("KLYNGEFLOW_HOME", str(desk.folder / "occupied" / "home"))
    said = desk.run(*arguments)
    assert said.code == 2
    assert "occupied" in said.err


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("KLYNGEFLOW_SECRET", "short"),
        ("KLYNGEFLOW_BASE_URL", "klyngeflow.example"),
        ("KLYNGEFLOW_WEB_PORT", "eighty"),
        ("KLYNGEFLOW_LEASE_SECONDS", "0"),
    ],
)
def test_a_wrong_setting_is_named_with_its_cure(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    said = desk.run("status")
    assert said.code == 2
    assert variable in said.err
    assert ".env.example" in said.err


def test_a_database_out_of_reach_is_one_line(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KLYNGEFLOW_DATABASE_URL", "postgresql+psycopg://me:hunter2@127.0.0.1:9/none")
    said = desk.run("status")
    assert said.code == 2
    assert "cannot be used right now" in said.err
    assert "hunter2" not in said.err


def test_upkeep_without_an_engine_says_so_and_loses_nothing(desk: Desk) -> None:
    desk.ordered()
    said = desk.run("upkeep")
    assert said.code == 2
    assert "engine" in said.err or "Prefect server" in said.err
    assert len(desk.meetings()) == 1


def test_rerun_without_an_engine_does_it_here(desk: Desk) -> None:
    meeting = desk.ordered()
    services = desk.services()
    from tasks.intake import intake
    from tasks.kit_mailing import kit_mailing

    intake.fn(meeting, services)
    kit = MailKey(meeting, 1, MailKind.COORDINATOR_KIT, "coordinator")
    services.ledger.mails.claim(kit, kit.message_id(services.mail_domain))
    services.ledger.records.mark_done(meeting, 1, kit_mailing.name, "1 deferred")
    said = desk.run("rerun", meeting, "--from", "kit", *WHY)
    assert said.code == 0
    assert "done here instead" in said.out
    assert "round 1, kit_mailing: 1 sent" in said.out
    assert len(services.ledger.files.of(meeting, "kit")) == 7
    assert "Nothing of it was unfinished" in desk.run("rerun", meeting, "--from", "kit", *WHY).out


def test_rerun_of_an_unknown_step_or_meeting_is_refused(desk: Desk) -> None:
    meeting = desk.ordered()
    said = desk.run("rerun", meeting, "--from", "repport", *WHY)
    assert said.code == 2
    assert "kit, members, survey, gate, report, delivery, follow-up" in said.err
    assert desk.run("rerun", "trivsel-zzzzzz", "--from", "kit", *WHY).code == 2


def test_rerun_while_another_run_is_at_work_is_refused(desk: Desk) -> None:
    meeting = desk.ordered()
    with desk.services().ledger.holding(meeting):
        said = desk.run("rerun", meeting, "--from", "kit", *WHY)
    assert said.code == 2
    assert "right now" in said.err


def test_members_reach_the_ledger_without_an_engine(desk: Desk) -> None:
    desk.ordered()
    (meeting,) = desk.meetings()
    assert desk.run("members", meeting.id, desk.file("m.csv", TEN)).code == 0
    assert len(desk.members()) == 10
