(function () {
  "use strict";
  function open() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    for (var at = target; at; at = at.parentElement) { if (at.tagName === "DETAILS") { at.open = true; } }
    if (target) { target.scrollIntoView(); }
  }
  addEventListener("hashchange", open);
  open();
  addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (part) { part.open = true; });
  });
  document.querySelectorAll(".search").forEach(function (form) {
    form.hidden = false;
    var box = form.querySelector("input"), told = form.querySelector("output");
    box.addEventListener("input", function () {
      var wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean), found = 0;
      document.querySelectorAll("[data-row]").forEach(function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !wanted.every(function (word) { return text.indexOf(word) >= 0; });
        found += row.hidden ? 0 : 1;
      });
      told.textContent = wanted.length ? found + " found" : "";
    });
  });
  if (navigator.clipboard) {
    document.querySelectorAll(".cite").forEach(function (part) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = "Copy";
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(part.querySelector("p").textContent + " " + document.getElementById("cited").textContent).then(function () { button.textContent = "Copied"; });
      });
      part.appendChild(button);
    });
  }
})();
