/* Brings the paragraph that was chosen into view, once a choice, and lets the keyboard go on from there. */
export default function (component) {
  const { data } = component;
  if (!data.turn || window.wkJumped === data.turn) return;
  let tries = 0;
  const look = () => {
    const found = document.getElementById(data.to);
    if (!found) {
      if (tries++ < 40) setTimeout(look, 50);
      return;
    }
    window.wkJumped = data.turn;
    found.scrollIntoView({ block: "start" });
    found.tabIndex = -1;
    found.focus({ preventScroll: true });
  };
  look();
}
