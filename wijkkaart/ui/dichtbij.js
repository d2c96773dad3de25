/* A button that asks the browser where one is. To about a hundred metres, which is near enough to sort by. */
const WAIT = { enableHighAccuracy: false, timeout: 15000, maximumAge: 60000 };
const WHY = {
  1: "Uw browser mag niet zeggen waar u bent. Typ een adres of postcode bij Filters.",
  2: "Waar u bent, is niet te vinden. Typ een adres of postcode bij Filters.",
  3: "Het duurt te lang om te vinden waar u bent. Probeer het opnieuw.",
};

export default function ({ parentElement, data, setTriggerValue }) {
  // Browsers tell it on a safe connection only; without one there's no button that can't work.
  if (!window.isSecureContext || !navigator.geolocation || parentElement.querySelector("button")) return;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "wk-near" });
  const icon = Object.assign(document.createElement("span"), { className: "wk-symbol", textContent: "my_location" });
  icon.setAttribute("aria-hidden", "true");
  const said = Object.assign(document.createElement("span"), { className: "wk-near-said" });
  said.setAttribute("role", "status");
  button.append(icon, "Dichtbij");
  button.title = "Zoek bij waar u nu bent";
  const done = (text) => {
    button.disabled = false;
    said.textContent = text;
  };
  button.addEventListener("click", () => {
    button.disabled = true;
    said.textContent = "";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        done("");
        setTriggerValue("plek", `${coords.latitude.toFixed(3)}, ${coords.longitude.toFixed(3)}`);
      },
      ({ code }) => done(WHY[code] ?? WHY[2]),
      WAIT,
    );
  });
  parentElement.append(button, said);
}
