// From a class to what an area is filled with.
import { HIDDEN, NO_DATA } from "./state.js";

const STEP = 8;

/** A fill of diagonal lines: "no data" isn't told apart by colour alone. */
export function hatch(colour) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = STEP;
  const context = canvas.getContext("2d");
  context.fillStyle = colour;
  context.fillRect(0, 0, STEP, STEP);
  context.strokeStyle = "#8b8b8b";
  context.lineWidth = 1.2;
  context.beginPath();
  for (const shift of [-STEP, 0, STEP]) {
    context.moveTo(shift, STEP);
    context.lineTo(shift + STEP, 0);
  }
  context.stroke();
  return context.createPattern(canvas, "repeat");
}

/** The colours of a state; `fill(class)` gives a canvas fill, or null for an area without one. */
export class Palette {
  constructor({ colours, nodata, figures }) {
    this.colours = colours;
    this.figures = figures;
    this.pattern = figures ? hatch(nodata) : null;
  }

  /** The canvas fill of a class. */
  fill(number) {
    if (!this.figures || number === HIDDEN) return null;
    return number === NO_DATA ? this.pattern : (this.colours[number] ?? this.pattern);
  }

  /** The line around areas, at a zoom level: width 0 is no line. */
  line(zoom) {
    if (!this.figures) return { colour: "#5b6470", width: zoom < 10 ? 0.4 : 1 };
    return { colour: "#5b6b70", width: zoom < 10 ? 0 : zoom < 12 ? 0.4 : 0.7 };
  }
}
