import { defineConfig } from "vitest/config";

// The stories of people, in a real browser against the real binary; one after the other.
export default defineConfig({
  test: {
    include: ["stories/**/*.story.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
