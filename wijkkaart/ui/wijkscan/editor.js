/* Puts the editor of own texts on the page; its script comes from our own server, once. */
const start = (box, data) =>
  import(new URL(data.script, document.baseURI).href)
    .then(({ mount }) => mount(box, box.data))
    .catch((error) => {
      box.textContent = "De tekstbewerker kon niet worden geladen. Ververs de pagina.";
      console.error(error);
      return null;
    });

export default function ({ parentElement, data }) {
  let box = parentElement.querySelector(".wk-editor-box");
  const whose = `${data.scan} ${data.key} ${data.account} ${data.disabled}`;
  if (box && box.whose !== whose) {
    box.close();
    box = null;
  }
  if (!box) {
    box = document.createElement("div");
    box.className = "wk-editor-box";
    box.whose = whose;
    box.data = data;
    parentElement.append(box);
    box.editor = start(box, data);
    box.close = () => {
      box.remove();
      box.editor.then((editor) => editor?.close());
    };
  } else {
    box.data = data;
    box.editor.then((editor) => editor?.update(box.data));
  }
  // Called when it's drawn anew too: only what left the page is closed, and saves what it has.
  return () => setTimeout(() => box.isConnected || box.close());
}
