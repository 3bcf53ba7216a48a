(function () {
  "use strict";
  if (navigator.clipboard) {
    document.querySelectorAll(".note details").forEach(function (part) {
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
