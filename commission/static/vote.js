// The booth: one question a screen, then the voting code and one button. Nothing is stored; the code goes to the Worker.
(() => {
  "use strict";
  const {box, one, say, screen, ask, get, post, when, typed, write, empty} = urn;
  const questions = Array.from(box.querySelectorAll("[data-question]"));
  const chosen = question => question.querySelector("input:checked");
  const election = () => get(box.dataset.election);

  when("next", button => {
    const here = button.closest("[data-question]"), place = questions.indexOf(here);
    if (!chosen(here)) { say("choose"); return; }
    if (place + 1 < questions.length) { screen(questions[place + 1].dataset.screen); return; }
    questions.forEach((each, i) => write("answer-" + i, chosen(each).parentNode.textContent.trim()));
    screen("check");
  });
  when("back", () => screen(questions[0].dataset.screen));
  when("again", () => screen(questions[0].dataset.screen));
  when("own", () => screen("own"));

  when("cast", async () => {
    const answers = questions.map(each => Array.from(each.querySelectorAll("input"), input => input.checked ? 1 : 0));
    const made = await ask("vote", Object.assign({code: typed("code"), answers}, await election()));
    const {digits, tracker, receipt} = await post({ballot: made.ballot});
    // What the server says proves nothing by itself: the tracker is the hash of what was made here.
    if (tracker !== made.tracker) throw {code: "other_tracker"};
    told(made.digits, tracker, receipt);
    if (digits !== made.digits) throw {code: "other_tracker"};
  });

  when("find", async () => {
    const poll = await election();
    if (!poll.mine) { say("none"); return; }
    const mine = await ask("mine", Object.assign({code: typed("own"), ballot: poll.mine}, poll));
    told(mine.digits, mine.tracker, "");
  });

  function told(digits, tracker, receipt) {
    empty();
    box.querySelectorAll("input:checked").forEach(input => { input.checked = false; });
    questions.forEach((each, i) => write("answer-" + i, ""));
    write("digits", digits);
    write("tracker", tracker);
    write("receipt", receipt);
    one("[data-receipt]").hidden = !receipt;
    screen("done");
  }

  screen(box.dataset.mine ? "again" : questions[0].dataset.screen);
})();
