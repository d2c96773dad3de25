// The parser of own texts, set as `core/wijkscan/markup.py` sets its own.
import MarkdownIt from "markdown-it";

/** Lists and quotes that lie deeper in each other than this are read as plain text. */
export const DEEPEST = 40;
const WEB = /^(http:\/\/|https:\/\/|mailto:)/;

export const parser = new MarkdownIt("commonmark", { html: false, maxNesting: 2 * DEEPEST }).enable("table");
parser.disable(["reference", "code", "lheading"]);
const usual = parser.normalizeLink.bind(parser);

/** An address as it comes back when it's read. */
export const normal = (url) => (WEB.test(url) ? usual(url) : url);

parser.validateLink = () => true;
parser.normalizeLink = normal;

/** Whether a link may lead there: the web or a mail, nothing that runs. */
export const allowed = (href) => /^(https?:\/\/|mailto:)\S/i.test(href ?? "");
