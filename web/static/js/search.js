// Starts the suggestions of every search field on the page.

import { suggest } from "./suggest.js";

for (const form of document.querySelectorAll("form[data-suggest]")) suggest(form);
