// Writing an answer: nothing typed is lost, whatever happens to the network, the session or the page.
//
// The text is kept on this device at every keystroke and on the server shortly after. The copy on the
// device is named by user and question and goes when the server has the text or the answer is submitted.

const SAVE_AFTER = 1500;
const RETRY_FIRST = 2000;
const RETRY_MOST = 60000;
const GIVE_UP = 20000;

const form = document.getElementById("answer-form");
const submitted = document.querySelector("[data-submitted]");

/** The copy of an answer on this device. Storage may be full or forbidden: then there is none, and no harm. */
class Kept {
  constructor(user, question) {
    this.name = `kwexam:answer:${user}:${question}`;
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  write(record) {
    try {
      localStorage.setItem(this.name, JSON.stringify({ ...record, time: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Nothing was kept.
    }
  }
}

/** Keys of the answers submitted in this tab, so that a page brought back by "Back" knows it is over. */
const over = {
  name: "kwexam:submitted",
  all() {
    try {
      return JSON.parse(sessionStorage.getItem(this.name)) ?? [];
    } catch {
      return [];
    }
  },
  add(key) {
    try {
      sessionStorage.setItem(this.name, JSON.stringify([...this.all().slice(-50), key]));
    } catch {
      // The server still knows the key.
    }
  },
};

if (submitted) afterSubmission(submitted.dataset);
if (form) write(form);

function afterSubmission({ submitted: key, user, question }) {
  const kept = new Kept(user, question);
  if (kept.read()?.key === key) kept.forget();
  over.add(key);
}

function write(form) {
  const { draftUrl, user, question, limit: limitText } = form.dataset;
  const limit = Number(limitText);
  const text = form.elements.answer;
  const key = form.elements.key;
  const revision = form.elements.revision;
  const button = document.getElementById("submit");
  const count = document.getElementById("count");
  const status = document.getElementById("save-status");
  const announcer = document.getElementById("announcer");
  const kept = new Kept(user, question);

  // What the server holds. A page shown again after an error carries text that it does not hold.
  let saved = form.querySelector("#errors, #stale") ? null : text.value;
  let lastSent = null;
  let saving = false;
  let stopped = false;
  let sending = false;
  let timer = 0;
  let wait = RETRY_FIRST;
  let state = "";

  const dirty = () => text.value !== saved;

  function say(kind, message, link) {
    status.dataset.state = kind === "saved" || kind === "saving" ? kind : "problem";
    status.textContent = message;
    if (link) {
      const a = document.createElement("a");
      a.href = link.href;
      a.textContent = link.text;
      status.append(" ", a);
    }
    // Said aloud only when the kind of news changes: "saved" every few seconds would drown the writing.
    if (kind !== "saving" && kind !== state) {
      announcer.textContent = status.textContent;
      state = kind;
    }
  }

  function measure() {
    const words = text.value.match(/[\p{L}\p{N}]+(?:['’\-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
    const left = limit - [...text.value].length;
    let shown = `${words.toLocaleString("en-GB")} word${words === 1 ? "" : "s"}`;
    if (left < 0) {
      shown += `, ${(-left).toLocaleString("en-GB")} character${left === -1 ? "" : "s"} too many`;
    } else if (left < limit / 5) {
      shown += `, ${left.toLocaleString("en-GB")} character${left === 1 ? "" : "s"} left`;
    }
    const passed = left < 0 ? "over" : "";
    if (passed && count.dataset.state !== passed) announcer.textContent = shown;
    count.dataset.state = passed;
    count.textContent = shown;
  }

  function keep(sent = false) {
    return kept.write({
      answer: text.value,
      key: key.value,
      revision: Number(revision.value) || 0,
      dirty: dirty(),
      lastSent,
      sent,
    });
  }

  function later(delay) {
    clearTimeout(timer);
    timer = setTimeout(save, delay);
  }

  // The cookie is newer than the form where somebody signed in again in another tab.
  function token() {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/);
    return cookie ? cookie[1] : form.elements.csrfmiddlewaretoken.value;
  }

  function request(options = {}) {
    const body = new FormData(form);
    lastSent = text.value;
    body.delete("csrfmiddlewaretoken");
    return fetch(draftUrl, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
      ...options,
    });
  }

  async function save() {
    clearTimeout(timer);
    if (stopped || sending || !dirty()) return;
    if (saving) {
      later(SAVE_AFTER);
      return;
    }
    const sent = text.value;
    saving = true;
    say("saving", "Saving…");
    try {
      await settle(await request({ signal: AbortSignal.timeout(GIVE_UP) }), sent);
    } catch {
      again();
    } finally {
      saving = false;
    }
  }

  async function settle(response, sent) {
    const code = response.status;
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const reply = isJson ? await response.json() : null;
    if (sending) return;
    if (code === 200 && reply?.submitted) {
      stopped = true;
      say("submitted", "This answer is already submitted.", { href: location.href, text: "Start another one" });
    } else if (code === 200 && reply) {
      wait = RETRY_FIRST;
      // Replies may come in another order than they were asked for.
      if (reply.revision >= Number(revision.value)) {
        saved = sent;
        revision.value = reply.revision;
      }
      if (dirty()) {
        keep();
        later(SAVE_AFTER);
      } else {
        kept.forget();
      }
      say("saved", `Saved at ${reply.saved_at}`);
    } else if (code === 401 || (code === 200 && !reply)) {
      const href = reply?.login_url ?? `/login/?next=${encodeURIComponent(location.pathname)}`;
      say("signed-out", "You are signed out. Your text is kept on this device.", { href, text: "Sign in" });
    } else if (code === 409 && reply) {
      choose(reply);
    } else if (code === 422 && reply) {
      say("too-long", `Not saved yet. ${reply.error}`);
    } else if (code >= 500 || code === 429 || code === 408) {
      again();
    } else {
      say("refused", reply?.error ?? "Not saved: this page is out of date. Copy your text and open the question again.");
    }
  }

  function again() {
    const safe = keep();
    say(
      "offline",
      safe ? "Not connected. Your text is kept on this device and will be saved." : "Not connected. Trying again.",
    );
    later(wait * (0.75 + Math.random() / 2));
    wait = Math.min(2 * wait, RETRY_MOST);
  }

  // Two texts, one answer: the student chooses, and may change the choice.
  const conflict = document.getElementById("conflict");
  const other = document.getElementById("conflict-other");
  let otherText = "";

  function choose(reply) {
    stopped = true;
    otherText = reply.answer;
    other.textContent = otherText;
    revision.value = reply.revision;
    keep();
    conflict.hidden = false;
    conflict.focus();
    say("changed", "Changed on another page or device: choose above.");
  }

  function chosen() {
    stopped = false;
    conflict.hidden = true;
    measure();
    keep();
    text.focus();
    save();
  }

  document.getElementById("conflict-mine").addEventListener("click", chosen);
  document.getElementById("conflict-theirs").addEventListener("click", () => {
    text.value = otherText;
    chosen();
  });

  // The text of an earlier visit that never reached the server.
  function restore() {
    const record = kept.read();
    if (!record || !record.dirty || saved === null) return;
    if (over.all().includes(record.key)) {
      kept.forget();
      return;
    }
    const at = new Date(record.time).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    if (record.answer === text.value) {
      // What went out as the page was left has arrived.
      kept.forget();
      say("saved", `Saved at ${at}`);
      return;
    }
    const elsewhere = Number(revision.value) > record.revision && ![record.lastSent, ""].includes(text.value);
    const maySubmitted = record.sent && record.key !== key.value;
    if (elsewhere || maySubmitted) {
      otherText = record.answer;
      other.textContent = otherText;
      document.getElementById("conflict-title").textContent = maySubmitted
        ? "This device kept a text that may not have been submitted"
        : "This device kept another text of this answer";
      document.getElementById("conflict-text").textContent = "It is below. Choose which one to go on with.";
      stopped = true;
      conflict.hidden = false;
      return;
    }
    text.value = record.answer;
    say("restored", `Brought back what you wrote on this device at ${at}.`);
    later(SAVE_AFTER);
  }

  text.addEventListener("input", () => {
    measure();
    keep();
    if (!stopped) later(SAVE_AFTER);
  });

  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(button);
    }
  });

  form.addEventListener("submit", (event) => {
    if (sending) {
      event.preventDefault();
      return;
    }
    sending = true;
    clearTimeout(timer);
    keep(true);
    form.elements.csrfmiddlewaretoken.value = token();
    button.disabled = true;
    button.textContent = "Submitting…";
  });

  // "Back", also after a reply that never came: the page is usable again, unless the answer is in.
  addEventListener("pageshow", (event) => {
    sending = false;
    button.disabled = false;
    button.textContent = "Submit answer";
    if (event.persisted && over.all().includes(key.value)) location.reload();
  });

  function flush() {
    if (stopped || sending || !dirty()) return;
    const sent = text.value;
    request({ keepalive: true })
      .then((response) => settle(response, sent))
      .catch(() => {});
    keep();
  }

  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
    else save();
  });
  addEventListener("online", () => {
    wait = RETRY_FIRST;
    save();
  });

  document.getElementById("keys").hidden = false;
  restore();
  measure();
}
