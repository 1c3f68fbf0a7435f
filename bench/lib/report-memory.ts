// Loaded into a measured server by `--import`: answers the bench's question for the most memory that it ever held.
process.on("message", () => {
  process.send?.({ peakMemory: process.resourceUsage().maxRSS * 1024 }); // maxRSS is in kB
});
