// How the script of the report and its tests are linted; `make lint` runs it in the project's folder.
import js from "@eslint/js";

const browser = ["document", "location", "history", "addEventListener", "scrollTo", "getComputedStyle", "setTimeout", "clearTimeout", "Blob", "URL", "URLSearchParams"];
const node = ["process", "URL", "URLSearchParams"];
const known = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

const rules = {
  ...js.configs.recommended.rules,
  "max-lines": ["error", 400],
  "max-lines-per-function": ["error", { max: 60, skipComments: true }],
  complexity: ["error", 14],
  eqeqeq: "error",
  "no-implicit-globals": "error",
  "no-restricted-properties": ["error", ...["innerHTML", "outerHTML", "insertAdjacentHTML"].map((property) => ({ property, message: "What users wrote must stay text." }))],
  "no-restricted-syntax": ["error", { selector: "ExportDefaultDeclaration, ExportAllDeclaration, ExportNamedDeclaration[source], ImportDeclaration[specifiers.0.type!='ImportSpecifier']", message: "Modules are joined by leaving out their imports: names must be the same everywhere." }],
  "no-shadow": "error",
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  { files: ["viz/report/*.mjs"], languageOptions: { globals: known(browser) }, rules },
  { files: ["tests/browser/*.mjs"], languageOptions: { globals: known([...node, ...browser]) }, rules: { ...rules, "no-restricted-syntax": "off", "max-lines-per-function": "off" } },
];
