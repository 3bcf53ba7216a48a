(function () {
  "use strict";
  var form = document.querySelector(".search"), box = form.querySelector("input"), told = form.querySelector("output");
  var index = document.getElementById("index");
  function pagesWith(word) { // the bits of the pages that have a word which begins so
    var at = 0, found = 0n, text = index.textContent, line;
    while ((at = text.indexOf("\n" + word.slice(0, +index.dataset.letters), at)) >= 0) {
      line = text.slice(at + 1, text.indexOf("\n", at + 1));
      found |= BigInt("0x" + line.split(" ")[1]);
      at += 1;
    }
    return found;
  }
  function search() {
    var wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean), found = 0;
    var with_each = index ? wanted.map(pagesWith) : [];
    document.querySelectorAll("[data-row]").forEach(function (row) {
      var part = row.closest("section"), text = ((part ? part.querySelector("h2").textContent + " " : "") + row.textContent).toLowerCase();
      row.hidden = !wanted.every(function (word) { return text.indexOf(word) >= 0; });
      found += row.hidden ? 0 : 1;
    });
    document.querySelectorAll("section").forEach(function (part) { part.hidden = !part.querySelector("[data-row]:not([hidden])"); });
    document.querySelectorAll("#pages li").forEach(function (row, n) {
      var link = row.querySelector("a");
      row.hidden = !with_each.every(function (pages) { return (pages >> BigInt(n)) & 1n; });
      link.href = link.href.split("#")[0] + (wanted.length ? "#q=" + encodeURIComponent(box.value) : "");
      found += row.hidden ? 0 : 1;
    });
    told.textContent = wanted.length ? found + (index ? " pages" : "") + " found" : "";
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  box.addEventListener("input", search);
  if (location.hash.slice(0, 3) === "#q=") { box.value = decodeURIComponent(location.hash.slice(3)); search(); }
})();
