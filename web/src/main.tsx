import { render } from "preact";
import { App } from "./app";
import { ask_for_names } from "./names";
import { begin } from "./session";
import "./style/variables.css";
import "./style/base.css";
import "./style/parts.css";
import "./style/shell.css";
import "./style/desk.css";
import "./style/wall.css";
import "./style/sellers.css";
import "./style/other.css";

void begin();
ask_for_names();
const root = document.getElementById("app");
if (root) render(<App />, root);
