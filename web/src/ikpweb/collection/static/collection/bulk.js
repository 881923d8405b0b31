// A long import goes on by itself; without scripts the button does the same.
"use strict";
document.querySelector("form[data-continue]")?.requestSubmit();
