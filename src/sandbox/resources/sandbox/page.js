"use strict";
// The list of pending approvals renews itself; an open approval notices when it was decided elsewhere or has expired.
const list = document.querySelector("[data-refresh]");
const watched = document.querySelector("[data-watch]");

async function look() {
  if (document.hidden) return;
  try {
    if (list) {
      const answer = await fetch(list.dataset.refresh, { credentials: "same-origin" });
      if (answer.status === 401) return location.reload();
      const fresh = await answer.text();
      if (answer.ok && fresh !== list.dataset.shown) {
        list.dataset.shown = fresh;
        list.innerHTML = fresh;
      }
    }
    if (watched) {
      const answer = await fetch(watched.dataset.watch, { credentials: "same-origin" });
      if (!answer.ok || (await answer.text()) !== "waiting") location.reload();
    }
    document.body.classList.remove("offline");
  } catch {
    document.body.classList.add("offline");
  }
}

if (list || watched) {
  setInterval(look, 1500);
  document.addEventListener("visibilitychange", look);
}

// a second tap must not send the decision twice
for (const form of document.querySelectorAll("form.actions")) {
  form.addEventListener("submit", () => setTimeout(() => {
    for (const button of form.querySelectorAll("button")) button.disabled = true;
  }));
}

// a sample person fills the login form
for (const choice of document.querySelectorAll("[data-account]")) {
  choice.addEventListener("click", () => {
    document.querySelector("#account").value = choice.dataset.account;
    document.querySelector("#password").focus();
  });
}
