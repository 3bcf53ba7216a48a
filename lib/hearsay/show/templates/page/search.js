(function () {
  "use strict";
  document.querySelectorAll(".search").forEach(function (form) {
    form.hidden = false;
    form.addEventListener("submit", function (event) { event.preventDefault(); });
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
})();
