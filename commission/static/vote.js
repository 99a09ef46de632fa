// The booth: one question a screen, then the voting code and one button; before the opening, the code alone. Nothing is
// stored; the code goes to the Worker.
(() => {
  "use strict";
  const {box, say, screen, ask, get, post, when, typed, write, empty} = urn;
  const questions = Array.from(box.querySelectorAll("[data-question]"));
  const hide = (name, yes) => box.querySelectorAll("[data-" + name + "]").forEach(each => { each.hidden = yes; });
  const chosen = question => question.querySelector("input:checked");
  let shown = false, prepared;

  // The poll is downloaded once: what she votes with is what her device computed the digits of. What she chose and typed
  // goes over what was downloaded, so that nothing in it can take its place.
  async function prepare() {
    const poll = await get(box.dataset.election);
    write("aloud", await ask("fingerprint", {text: poll.setup}));
    shown = true;
    return poll;
  }
  const poll = () => {
    prepared = prepared || prepare().catch(error => { prepared = null; throw error; });
    return prepared;
  };

  when("next", async button => {
    const here = button.closest("[data-question]"), place = questions.indexOf(here);
    if (!chosen(here)) { say("choose"); return; }
    if (place + 1 < questions.length) { screen(questions[place + 1].dataset.screen); return; }
    // Digits that come this late are not compared yet.
    if (!shown) { await poll(); say("compare"); return; }
    const asked = JSON.parse((await poll()).election).questions;
    questions.forEach((each, i) => {
      const said = chosen(each), place = Array.from(each.querySelectorAll("input")).indexOf(said);
      write("answer-" + i, said.parentNode.textContent.trim());
      // The very words of the ballot, which the digits stand for: the page itself could say anything.
      write("ballot-" + i, asked[i].question + " – " + asked[i].answers[place]);
    });
    screen("check");
  });
  when("back", () => screen(questions[0].dataset.screen));
  when("again", () => screen(questions[0].dataset.screen));
  when("own", () => screen("own"));

  when("cast", async () => {
    const answers = questions.map(each => Array.from(each.querySelectorAll("input"), input => input.checked ? 1 : 0));
    const made = await ask("vote", Object.assign({}, await poll(), {code: typed("code"), answers}));
    const {receipt} = await post({ballot: made.ballot});
    // What the server says proves nothing by itself: the tracker is the hash of what was made here.
    const {trustees} = await poll(), {tracker} = made;
    const kept = await ask("receipt", {trustees, receipt, tracker}).catch(() => false);
    done(made.digits, tracker, receipt);
    if (!kept) throw {code: "other_tracker"};
  });

  when("find", async () => {
    const ballot = (await get(box.dataset.election)).mine;
    if (!ballot) { say("none"); return; }
    const mine = await ask("mine", Object.assign({}, await poll(), {code: typed("own"), ballot}));
    done(mine.digits, mine.tracker, "");
  });

  when("look", async () => {
    const found = await poll();
    await ask("check", Object.assign({}, found, {code: typed("code")}));
    empty();
    write("keys", found.entries);
    screen("right");
  });

  function done(digits, tracker, receipt) {
    empty();
    box.querySelectorAll("input:checked").forEach(input => { input.checked = false; });
    questions.forEach((each, i) => ["answer-", "ballot-"].forEach(name => write(name + i, "")));
    write("digits", digits);
    write("tracker", tracker);
    write("receipt", receipt);
    hide("receipt", !receipt);
    hide("aloud", true);
    screen("done");
  }

  screen(box.dataset.first);
  poll().catch(error => say(error.code || "failed", error.details));
})();
