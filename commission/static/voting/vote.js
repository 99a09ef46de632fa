// The booth: one question a screen, the digits of the vote, then the voting code and one button; before the opening, the
// digits and the code alone. Nothing is stored; the code goes to the Worker.
(() => {
  "use strict";
  const {box, say, screen, ask, get, post, when, typed, write, empty} = urn;
  const questions = Array.from(box.querySelectorAll("[data-question]")), {first, then, election} = box.dataset;
  const chosen = question => question.querySelector("input:checked");
  let shown = false, prepared;

  // The poll is downloaded once: what she votes with is what her device computed the digits of. What she chose and typed
  // goes over what was downloaded, so that nothing in it can take its place.
  async function prepare() {
    const poll = await get(election);
    write("aloud", await ask("aloud", poll));
    shown = true;
    return poll;
  }
  const poll = () => {
    prepared = prepared || prepare().catch(error => { prepared = null; throw error; });
    return prepared;
  };
  const asked = async (task, more) => ask(task, Object.assign({}, await poll(), more));

  when("next", async button => {
    const here = button.closest("[data-question]"), place = questions.indexOf(here);
    if (!chosen(here)) { say("choose"); return; }
    if (place + 1 < questions.length) { screen(questions[place + 1].dataset.screen); return; }
    await poll();
    screen("compare");
  });
  when("same", async () => {
    // Digits that come this late are not compared yet.
    if (!shown) { await poll(); say("compare"); return; }
    const ballot = questions.length && JSON.parse((await poll()).election).questions;
    questions.forEach((each, i) => {
      const said = chosen(each), place = Array.from(each.querySelectorAll("input")).indexOf(said);
      write("answer-" + i, said.parentNode.textContent.trim());
      // The very words of the ballot, which the digits stand for: the page itself could say anything.
      write("ballot-" + i, ballot[i].question + " – " + ballot[i].answers[place]);
    });
    screen(then);
  });
  when("differ", () => screen("differ"));
  when("compare", () => screen("compare"));
  when("back", () => screen(questions[0].dataset.screen));
  when("again", () => screen(questions[0].dataset.screen));
  when("own", () => screen("own"));

  when("cast", async () => {
    const answers = questions.map(each => Array.from(each.querySelectorAll("input"), input => input.checked ? 1 : 0));
    const {ballot, tracker} = await asked("vote", {code: typed("code"), answers});
    const told = await post({ballot}).catch(error => stored(ballot, error));
    // What the server says proves nothing by itself: the tracker is the hash of what was made here. Nothing says that a
    // ballot is in the urn without the receipt for it.
    await done(tracker, told.receipt, await asked("receipt", {receipt: told.receipt, tracker}));
  });

  // Where the answer was lost, the urn is asked before she is told to begin again.
  async function stored(ballot, error) {
    if (error.code !== "lost" && error.code !== "failed") throw error;
    const told = await get(election).catch(() => { throw {code: "lost"}; });
    if (told.mine !== ballot) throw {code: "not_kept"};
    return told;
  }

  when("find", async () => {
    const {mine, receipt} = await get(election);
    if (!mine) { say("none"); return; }
    const found = await asked("mine", {code: typed("own"), mine, receipt});
    await done(found.tracker, receipt, found.number);
  });

  when("look", async () => {
    await asked("check", {code: typed("code")});
    await post({});
    empty();
    write("keys", (await poll()).entries);
    screen("right");
  });

  async function done(tracker, receipt, number) {
    empty();
    box.querySelectorAll("input:checked").forEach(input => { input.checked = false; });
    questions.forEach((each, i) => ["answer-", "ballot-"].forEach(name => write(name + i, "")));
    write("digits", await ask("short", {tracker}));
    write("tracker", tracker);
    write("receipt", receipt);
    write("number", number);
    screen("done");
  }

  screen(first);
  poll().catch(error => say(error.code || "failed", error.details));
})();
