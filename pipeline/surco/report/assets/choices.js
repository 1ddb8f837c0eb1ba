"use strict";
// Language and colours as chosen before, set before anything is drawn. Some browsers keep nothing for files from disk:
// then the choice travels in the links.
const surcoChoices = {
  asked: new URLSearchParams(location.search),

  read(name) {
    try {
      return this.asked.get(name) || localStorage.getItem(`surco.${name}`);
    } catch {
      return this.asked.get(name);
    }
  },

  keep(name, value) {
    this.asked.set(name, value);
    try {
      localStorage.setItem(`surco.${name}`, value);
    } catch {
      // kept in the links only
    }
  },

  start() {
    const language = this.read("language") || (navigator.language.startsWith("en") ? "en" : "es");
    document.documentElement.lang = language === "en" ? "en" : "es";
    document.documentElement.classList.toggle("waiting", language === "en"); // until the words are changed
    const theme = this.read("theme");
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
  },
};
surcoChoices.start();
