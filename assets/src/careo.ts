import { copyButtons, printButtons, shareButtons } from "./share";
import { evidence } from "./evidence";
import { themeToggle } from "./toggle";

themeToggle();
copyButtons();
printButtons();
shareButtons();
evidence();
