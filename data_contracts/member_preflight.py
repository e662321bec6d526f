"""Judges a member list before anything is kept: each row good, worth a look, or not possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic_core import PydanticCustomError

from data_contracts.member_columns import EMAIL, NAME, PRACTICE
from data_contracts.member_fields import member_address, member_name, practice_number
from data_contracts.member_mailboxes import is_many_peoples, likely_meant
from data_contracts.member_practices import lacks, practice_remark
from data_contracts.member_rows import WrittenRow, listed
from data_contracts.member_verdict import JudgedRow, Preflight, Remark, Weight
from domain.meeting import LARGEST_CLUSTER, SMALLEST_CLUSTER, MemberRow
from domain.ports import TakesMail

SHARED = (
    "De får hver et link dertil. Kopien af deres egne svar sendes ikke til den fælles adresse, "
    "men ses på siden."
)


def domains_of(rows: Iterable[WrittenRow]) -> frozenset[str]:
    """What may be looked up: the domains of what can be an address."""
    addresses = (_checked(row).member.email for row in rows)
    return frozenset(_domain(address) for address in addresses if address)


def judge(
    rows: Sequence[WrittenRow],
    *,
    needs_practices: bool = False,
    coordinator: str = "",
    takes_mail: Mapping[str, TakesMail] | None = None,
) -> Preflight:
    """`coordinator` is that person's address, `takes_mail` what is known of the domains."""
    found = _without_repeats([_checked(row) for row in rows])
    known = takes_mail or {}
    judged = []
    for row in found:
        remarks = [*row.remarks]
        if row.counts and row.member.email:
            remarks += _on_a_slip(row.member.email)
            remarks += _on_the_domain(row.member.email, known)
            remarks += [*_on_sharing(row, found)] or [*_on_a_clinics_mailbox(row.member.email)]
            remarks += _on_the_coordinator(row.member.email, coordinator)
        if row.counts and needs_practices:
            remarks += _on_the_practice(row, found)
        judged.append(replace(row, remarks=tuple(remarks)))
    members = [row.member for row in judged if row.counts]
    return Preflight(tuple(judged), tuple(_on_the_list(members, needs_practices, coordinator)))


def _checked(row: WrittenRow) -> JudgedRow:
    remarks: list[Remark] = []

    def clean(rule: Callable[[str], str], written: str, field: str) -> str:
        try:
            return rule(written)
        except PydanticCustomError as error:
            said = error.context or {}
            remarks.append(Remark(field, Weight.ERROR, said.get("what", ""), said.get("cure", "")))
            return ""

    member = MemberRow(
        clean(member_address, row.email, EMAIL),
        clean(member_name, row.name, NAME),
        clean(practice_number, row.practice_number, PRACTICE),
    )
    return JudgedRow(row, member, tuple(remarks))


def _without_repeats(rows: Iterable[JudgedRow]) -> list[JudgedRow]:
    """One member per address and name; what a second row adds goes to the first."""
    kept: list[JudgedRow] = []
    for new in rows:
        at = next((i for i, old in enumerate(kept) if _is_same_person(old, new)), None)
        if at is None:
            kept.append(new)
            continue
        old = kept[at]
        kept[at] = replace(old, member=_together(old.member, new.member))
        told = f"Den samme som række {old.written.number}."
        repeat = Remark(EMAIL, Weight.NOTE, told, "Tæller kun én gang.")
        kept.append(replace(new, remarks=(repeat,), repeats=old.written.number))
    return kept


def _is_same_person(old: JudgedRow, new: JudgedRow) -> bool:
    one, other = old.member, new.member
    if old.repeats or not one.email or Weight.ERROR in (old.weight, new.weight):
        return False
    names = {" ".join(row.name.casefold().split()) for row in (one, other)} - {""}
    return one.email.casefold() == other.email.casefold() and len(names) < 2


def _together(one: MemberRow, other: MemberRow) -> MemberRow:
    return MemberRow(one.email, one.name or other.name, one.practice_number or other.practice_number)


def _on_a_slip(address: str) -> Iterator[Remark]:
    if meant := likely_meant(address):
        what = f"Mente du @{_domain(meant)}?"
        yield Remark(EMAIL, Weight.WARNING, what, "Det ligner en slåfejl.", instead=meant)


def _on_a_clinics_mailbox(address: str) -> Iterator[Remark]:
    if is_many_peoples(address):
        what = "Det ligner en fælles postkasse, som flere læser."
        yield Remark(EMAIL, Weight.WARNING, what, "Skriv helst lægens egen adresse: linket er personligt.")


def _on_the_domain(address: str, takes_mail: Mapping[str, TakesMail]) -> Iterator[Remark]:
    match takes_mail.get(_domain(address)):
        case TakesMail.NO:
            what = "Domænet efter @ tager ikke imod mail."
            yield Remark(EMAIL, Weight.WARNING, what, "Se efter, om adressen er stavet rigtigt.")
        case TakesMail.NOT_CHECKED:
            yield Remark(EMAIL, Weight.NOTE, "Domænet efter @ er ikke undersøgt.")


def _on_sharing(row: JudgedRow, rows: Iterable[JudgedRow]) -> Iterator[Remark]:
    address = row.member.email.casefold()
    others = [
        other.written.number
        for other in rows
        if other.counts and other is not row and other.member.email.casefold() == address
    ]
    if others:
        what = f"Samme mailadresse som række {listed(others)}, men et andet navn."
        yield Remark(EMAIL, Weight.WARNING, what, SHARED)


def _on_the_coordinator(address: str, coordinator: str) -> Iterator[Remark]:
    if address.casefold() == coordinator.casefold():
        yield Remark(EMAIL, Weight.NOTE, "Det er dig selv.", "Du får også et link til spørgeskemaet.")


def _on_the_practice(row: JudgedRow, rows: Iterable[JudgedRow]) -> Iterator[Remark]:
    wrong = {remark.field for remark in row.remarks if remark.weight is Weight.ERROR}
    lacking = [(field, what, cure) for field, what, cure in lacks(row.member) if field not in wrong]
    yield from (Remark(field, Weight.ERROR, what, cure) for field, what, cure in lacking)
    sizes = Counter(one.member.practice_number for one in rows if one.counts)
    if not wrong and not lacking and sizes[row.member.practice_number] == 1:
        yield Remark(PRACTICE, Weight.NOTE, "Sololæge: den eneste med sit ydernummer.")


def _on_the_list(members: Sequence[MemberRow], needs_practices: bool, coordinator: str) -> Iterator[Remark]:
    count = len(members)
    if not count:
        yield Remark("", Weight.ERROR, "Listen er tom.", "Skriv en række for hvert medlem.")
        return
    if not SMALLEST_CLUSTER <= count <= LARGEST_CLUSTER:
        usual = f"En klynge har normalt {SMALLEST_CLUSTER}–{LARGEST_CLUSTER}."
        yield Remark("", Weight.WARNING, f"Listen har {count} medlemmer. {usual}")
    if needs_practices and all(member.practice_number for member in members):
        yield Remark("", Weight.NOTE, practice_remark(members))
    if coordinator and not any(one.email.casefold() == coordinator.casefold() for one in members):
        what = "Du står ikke selv på listen."
        yield Remark("", Weight.NOTE, what, "Er du medlem af klyngen, så tilføj dig selv.")


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()
