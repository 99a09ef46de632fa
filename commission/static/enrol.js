// Making a voting code: drawn here, copied on paper, typed back, and never sent. Only public keys leave.
(() => {
  "use strict";
  const {box, say, screen, ask, post, when, typed, write, grouped, empty} = urn;
  let code = "";

  when("draw", async () => {
    code = code || await ask("code");
    write("code", grouped(code));
    screen("code");
  });
  when("copied", () => { write("code", ""); screen("back"); });
  when("see", () => { write("code", grouped(code)); screen("code"); });
  when("give", async () => {
    if (typed("code").replace(/\D/g, "") !== code) { say("not_same"); return; }
    const {installation, first, count} = box.dataset;
    const keys = await ask("keys", {code, installation, first: Number(first), count: Number(count)});
    await post({keys: JSON.stringify(keys)});
    code = "";
    empty();
    screen("done");
  });
  when("more", async () => {
    const {installation, first, count} = box.dataset;
    const keys = await ask("keys", {code: typed("old"), installation, first: Number(first), count: Number(count)});
    await post({keys: JSON.stringify(keys)});
    empty();
    screen("done");
  });
  screen(box.dataset.has ? "more" : "draw");
})();
