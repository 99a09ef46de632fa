// How a page speaks with a Worker: one message in, {progress, of} while it works, then {done}, {refused} or {fault}.
// Nothing is stored; what was typed never leaves the Worker. Words are the page's: only codes come out.
function serve(tasks) {
  self.onmessage = async ({data}) => {
    try {
      if (!self.BigInt) throw refused("no_bigint");
      if (!self.crypto || !crypto.subtle) throw refused("no_webcrypto");
      let last = 0;
      const progress = (progress, of) => {
        // Often enough for a bar, never more than it can draw.
        if (progress < of && Date.now() - last < 50) return;
        last = Date.now();
        postMessage({progress, of});
      };
      postMessage({done: await tasks[data.task](data, progress)});
    } catch (error) {
      postMessage(error.trail ? {fault: error.trail} : {refused: error.urn || "failed"});
    }
  };
}

function refused(code) {
  const error = new Error(code);
  error.urn = code;
  return error;
}
