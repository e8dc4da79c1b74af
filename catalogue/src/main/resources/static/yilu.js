// Comforts only: every page works without this file.
(() => {
  "use strict";

  const typing = (e) => e.target.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (e) => {
    if (e.key === "/" && !e.ctrlKey && !e.metaKey && !e.altKey && !typing(e)) {
      const search = document.querySelector("input[type=search][name=q]");
      if (search) {
        e.preventDefault();
        search.focus();
        search.select();
      }
    }
  });

  // Keys of a page: what carries data-key is clicked, unless somebody types.
  document.addEventListener("keydown", (e) => {
    if (e.repeat || e.isComposing || e.ctrlKey || e.metaKey || e.altKey || typing(e) || !/^[a-z]$/i.test(e.key)) {
      return;
    }
    const wanted = document.querySelector('[data-key="' + e.key.toLowerCase() + '"]');
    if (wanted) {
      e.preventDefault();
      wanted.click();
    }
  });

  // The search box as a combobox: the list comes from the server, the keys are handled here.
  document.querySelectorAll("input[role=combobox]").forEach((input) => {
    const list = document.getElementById(input.getAttribute("aria-controls"));
    const options = () => [...list.querySelectorAll("[role=option]")];
    const mark = (chosen) => {
      options().forEach((option) => option.setAttribute("aria-selected", String(option === chosen)));
      if (chosen) {
        input.setAttribute("aria-activedescendant", chosen.id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    };
    const close = () => {
      list.replaceChildren();
      input.setAttribute("aria-expanded", "false");
      mark(null);
    };
    const choose = (option) => {
      input.value = option.textContent;
      close();
      input.form.requestSubmit();
    };
    const current = () => list.querySelector("[aria-selected=true]");

    list.addEventListener("htmx:afterSwap", () => {
      const shown = document.activeElement === input && options().length > 0;
      if (!shown) {
        list.replaceChildren();
      }
      input.setAttribute("aria-expanded", String(shown));
      mark(null);
    });
    list.addEventListener("mousedown", (e) => {
      const option = e.target.closest("[role=option]");
      if (option) {
        e.preventDefault();
        choose(option);
      }
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (e) => {
      const all = options();
      if (e.isComposing || all.length === 0) {
        return;
      }
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        const at = all.indexOf(current());
        const next = e.key === "ArrowDown" ? at + 1 : (at < 0 ? all.length : at) - 1;
        mark(all[next] || null);
      } else if (e.key === "Enter" && current()) {
        e.preventDefault();
        choose(current());
      } else if (e.key === "Escape") {
        e.preventDefault();
        close();
      }
    });
  });

  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.done;
    });
  });

  document.querySelectorAll("input[data-filter]").forEach((input) => {
    const rows = [...document.querySelectorAll("#" + input.dataset.filter + " tbody tr")];
    input.closest("[hidden]").hidden = false;
    input.addEventListener("input", () => {
      const words = input.value.trim().toLowerCase();
      rows.forEach((row) => {
        row.hidden = !row.textContent.toLowerCase().includes(words);
      });
    });
  });

  // What reloads by itself can be held still.
  const live = document.getElementById("live");
  if (live) {
    live.closest("[hidden]").hidden = false;
    document.addEventListener("htmx:beforeRequest", (e) => {
      if (e.target.id === "lanes" && !live.checked) {
        e.preventDefault();
      }
    });
  }
})();
