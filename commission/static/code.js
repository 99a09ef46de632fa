// A voting code typed where one comes in does not leave the page.
addEventListener("submit", event => {
  "use strict";
  const field = document.getElementById("code"), warning = document.getElementById("voting-code");
  if (!field || field.value.replace(/[^0-9٠-٩۰-۹०-९০-৯０-９]/g, "").length !== 20) return;
  event.preventDefault();
  field.value = "";
  warning.hidden = false;
  warning.focus();
});
