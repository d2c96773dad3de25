// Measures a wijkscan from inside its page, so that what the measuring itself takes isn't counted.
window.bench = (() => {
  let start = 0; // of the page, or the last choice
  const keys = [];
  const idle = () => document.querySelector(".stApp[data-test-script-state='notRunning']");
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));

  return {
    /** Whether one can type in the text of a part, and in no other. */
    editable(key) {
      const [box, ...others] = document.querySelectorAll(".wk-editor-box");
      if (others.length || box?.whose?.split(" ")[1] !== key) return false;
      const text = box.querySelector(".wk-text[contenteditable='true']");
      const title = document.querySelector("#ws-onderdeel")?.textContent ?? "";
      return text?.getBoundingClientRect().height > 0 && title.startsWith(key);
    },

    /** Whether one of some texts stands on a page that rests. */
    stands(texts) {
      const shown = idle() && document.querySelector(".st-key-wijkscan")?.innerText;
      return shown && texts.some((text) => shown.includes(text));
    },

    /** Milliseconds since the last choice when `check` holds and the browser has painted. */
    async until(check) {
      for (;;) {
        const now = await painted();
        if (check()) return now - start;
        if (now - start > 60000) throw new Error(`not there: ${document.body.innerText.slice(0, 500)}`);
      }
    },

    /** Press a button, by the start of what it says when that's given. */
    press(which, label = "") {
      const found = [...document.querySelectorAll(which)].find((each) => each.textContent.trim().includes(label));
      start = performance.now();
      found.click();
    },

    /** Have the page drawn anew, by taking a piece out of the report or back in. */
    again() {
      document.querySelector("[class*='st-key-ws-in-2-1-'] input").click();
    },

    /** From now on note how long every key takes until what it did is on the screen. */
    listen() {
      keys.length = 0;
      const text = document.querySelector(".wk-text");
      if (document.activeElement !== text) text.focus();
      if (text.heard) return;
      text.heard = true;
      let pressed = 0;
      text.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
      text.addEventListener("input", async () => {
        const from = pressed;
        keys.push((await painted()) - from);
      });
    },

    heard: () => keys,
  };
})();
