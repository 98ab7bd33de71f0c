// Before the first paint, so that cards do not jump from the column into the margin.
document.documentElement.classList.add("js");
