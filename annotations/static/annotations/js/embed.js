// An embedded page tells the page around it how high it is, and nothing else: whoever that is may
// know. Without scripts the frame keeps its height and scrolls.
const root = document.documentElement;

function tell() {
  const factcheckHeight = Math.ceil(root.getBoundingClientRect().height);
  parent.postMessage({ factcheckHeight }, "*");
}

if (parent !== window) new ResizeObserver(tell).observe(root);
