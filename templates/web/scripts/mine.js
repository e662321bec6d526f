// The page "mine": takes the code out of the address and shows what it says. What it has read stays in memory:
// even a tab's own storage is written to the disk, and the computer may be a shared one.
"use strict";

(() => {
  const PAIRED_WRONGLY = {
    meeting: "De to koder hører til hver sit klyngemøde, så de kan ikke lægges ved siden af hinanden.",
    round: "De to koder er fra samme gang. Brug koden fra den anden kopi.",
  };
  const FORGOTTEN = "Siden har glemt dine svar, og du kan lukke fanen. Åbnede du et link, kan det stadig stå i browserens historik.";

  const at = (id) => document.getElementById(id);
  let rounds = [];
  let turn = 0; // what was asked for before it was forgotten comes too late

  function start() {
    at("uden-script").remove();
    at("med-script").hidden = false;
    onSubmit("kode", (written) => show([], written));
    onSubmit("kode-2", (written) => show(rounds, written));
    for (const button of document.querySelectorAll("button.forget")) button.addEventListener("click", forget);
    window.addEventListener("hashchange", fromAddress);
    window.addEventListener("pagehide", forgetAnswers);
    fromAddress();
  }

  function onSubmit(field, then) {
    at(`${field}-form`).addEventListener("submit", (event) => {
      event.preventDefault();
      then(at(field).value).then((fault) => tell(field, fault));
    });
  }

  // A link begins anew: whoever opens it may be somebody else than the one before.
  function fromAddress() {
    const code = location.hash.slice(1);
    if (!code) return;
    history.replaceState(null, "", location.pathname);
    forgetAnswers();
    show([], code).then((fault) => tell("kode", fault));
  }

  // Shows the code's round beside those that are shown already. Returns a fault in words, or "".
  async function show(beside, written) {
    const asked = ++turn;
    const round = await MineRounds.read(written);
    if (asked !== turn) return "";
    if (round.fault) return round.fault;
    const [other] = beside.filter((one) => one.code !== round.code);
    if (other && other.meeting !== round.meeting) return PAIRED_WRONGLY.meeting;
    if (other && other.round === round.round) return PAIRED_WRONGLY.round;
    rounds = [other, round].filter(Boolean).sort((one, two) => one.round - two.round);
    draw();
    return "";
  }

  function draw() {
    at("svar").textContent = "";
    at("svar").append(...MineView.drawn(rounds));
    at("spoerg").hidden = true;
    at("resultat").hidden = false;
    at("anden-kode").hidden = rounds.length > 1;
    at("kode").value = at("kode-2").value = "";
    at("svar").querySelector(".result").focus();
  }

  function tell(field, fault) {
    const place = at(`${field}-fejl`);
    place.textContent = fault;
    place.hidden = !fault;
    at(`${field}-felt`).classList.toggle("wrong", Boolean(fault));
    at(field).setAttribute("aria-invalid", String(Boolean(fault)));
    if (fault) at(field).focus();
  }

  function forgetAnswers() {
    turn += 1;
    rounds = [];
    at("svar").textContent = "";
    at("resultat").hidden = true;
    at("spoerg").hidden = false;
    at("glemt").textContent = "";
    for (const field of ["kode", "kode-2"]) {
      at(field).value = "";
      tell(field, "");
    }
  }

  function forget() {
    forgetAnswers();
    at("glemt").textContent = FORGOTTEN;
    window.scrollTo(0, 0);
  }

  start();
})();
