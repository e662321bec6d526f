// Turns the questionnaire's pages without leaving the tab, and keeps what is answered in the tab until it is sent.
// Without this file every page is an ordinary form, and all of it works.
"use strict";
(() => {
  const STORED = "klyngeflow-svar-";
  const NO_MAIL = "kopi-nej"; // who said no to the mail has said so on every page
  const SENDING_SECONDS = 10;
  const PATIENCE_SECONDS = 30;
  const NOT_NOW = [408, 429];

  const form = () => document.querySelector("form[data-tab]");
  const carriedBy = (shown) => [...new FormData(shown)].filter(([name]) => name !== "link" && name !== "til");

  // --- what the tab remembers: the answers under the link's own key, never the link ---

  function keep() {
    const shown = form();
    if (!shown || !shown.dataset.page) return;
    const answers = carriedBy(shown).filter(([name]) => name.startsWith("svar-") || name === NO_MAIL);
    const kept = { page: shown.dataset.page, answers };
    try {
      sessionStorage.setItem(STORED + shown.dataset.tab, JSON.stringify(kept));
    } catch {
      // A browser that allows no storage: the page itself still holds the answers.
    }
  }

  function kept(tab) {
    try {
      return JSON.parse(sessionStorage.getItem(STORED + tab)) || { page: "", answers: [] };
    } catch {
      return { page: "", answers: [] };
    }
  }

  function forget() {
    try {
      Object.keys(sessionStorage)
        .filter((name) => name.startsWith(STORED))
        .forEach((name) => sessionStorage.removeItem(name));
    } catch {
      // Nothing was stored either.
    }
  }

  // --- pages: this history entry says whose questionnaire it is and which page, so a reload finds it again ---

  const stateOf = (shown) => ({ link: shown.elements.link.value, tab: shown.dataset.tab, page: shown.dataset.page || "" });

  function request(state, answers) {
    const signal = AbortSignal.timeout?.(PATIENCE_SECONDS * 1000);
    if (!state.page) return fetch(`/s/${encodeURIComponent(state.link)}`, { signal });
    const fields = [["link", state.link], ["til", state.page], ...answers];
    return fetch("/s", { method: "POST", body: new URLSearchParams(fields), signal });
  }

  let asked = 0; // a page asked for later makes those before it come too late

  // False when the page did not come, or too late. Meanwhile the shown one takes nothing that would be lost.
  async function show(state, answers, hash = "") {
    const mine = ++asked;
    const left = document.querySelector("main");
    left.inert = true;
    try {
      const answer = await request(state, answers);
      if (NOT_NOW.includes(answer.status) || answer.status >= 500) throw new Error("not now");
      const next = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return false;
      document.title = next.title;
      document.querySelector("main").replaceWith(withoutAutofocus(next.querySelector("main")));
      settle(hash);
      return true;
    } catch {
      if (mine !== asked) return false;
      left.inert = false;
      sayNoContact();
      return false;
    }
  }

  // In a page that is there already the browser refuses it and complains.
  function withoutAutofocus(main) {
    main.querySelectorAll("[autofocus]").forEach((part) => {
      part.removeAttribute("autofocus");
      part.dataset.first = "";
    });
    return document.adoptNode(main);
  }

  async function turnTo(state, answers, hash) {
    const before = history.state;
    if (!(await show(state, answers, hash))) return;
    // A page held back by a fault is the page that was left: no new entry, or the way back would grow.
    const shown = form() ? stateOf(form()) : state;
    const same = before && before.page === shown.page;
    history[same ? "replaceState" : "pushState"](shown, "", "/s");
  }

  function sayNoContact() {
    const notice = document.querySelector("[data-no-contact]");
    if (!notice) return;
    notice.hidden = false;
    notice.focus();
  }

  function settle(hash) {
    if (document.querySelector("[data-sent]")) forget();
    document.querySelectorAll("[data-with-script]").forEach((part) => (part.hidden = false));
    offerToGoOn();
    keep();
    if (hash !== undefined) goTo((hash && document.getElementById(hash)) || start());
  }

  const start = () => document.querySelector("main :is([data-first], [autofocus])") || document.querySelector("main h1");

  function goTo(target) {
    if (target.tabIndex < 0) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    if (target === start()) window.scrollTo(0, 0);
    else target.scrollIntoView();
  }

  function offerToGoOn() {
    const notice = document.querySelector("[data-begun]");
    if (!notice) return;
    const button = document.querySelector("[data-begun-label]");
    const begun = kept(form().dataset.tab).page !== "";
    notice.hidden = !begun;
    if (begun) button.textContent = button.dataset.begunLabel;
  }

  // --- what people do ---

  document.addEventListener("input", keep);
  document.addEventListener("change", keep);

  document.addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (!target.dataset.tab || !submitter) return;
    const [path, hash] = (submitter.getAttribute("formaction") || target.getAttribute("action")).split("#");
    if (path !== "/s") return sendOnce(event);
    event.preventDefault();
    const begun = kept(target.dataset.tab);
    const page = submitter.value || begun.page || "1";
    turnTo({ ...stateOf(target), page }, target.dataset.page ? carriedBy(target) : begun.answers, hash || "");
  });

  function sendOnce(event) {
    const { target } = event;
    if (target.dataset.sending) return event.preventDefault();
    target.dataset.sending = "yes";
    setTimeout(() => delete target.dataset.sending, SENDING_SECONDS * 1000);
  }

  document.addEventListener("click", (event) => {
    const inPage = event.target.closest("a[href^='#']");
    const target = inPage && document.getElementById(inPage.hash.slice(1));
    if (target && form()) {
      event.preventDefault();
      goTo(target);
    }
    const button = event.target.closest("[data-forget]");
    if (button) startOver(button);
  });

  function startOver(button) {
    if (button.dataset.ask && !confirm(button.dataset.ask)) return;
    forget();
    turnTo({ ...stateOf(form()), page: "" }, []);
  }

  function find(state) {
    if (state && state.link) show(state, kept(state.tab).answers, "");
  }

  window.addEventListener("popstate", (event) => find(event.state));
  // Kept whole by the browser: it may be older than what the tab knows.
  window.addEventListener("pageshow", (event) => event.persisted && find(history.state));

  if (form()) history.replaceState(stateOf(form()), "", "/s");
  else if (location.pathname === "/s") find(history.state);
  settle();
})();
