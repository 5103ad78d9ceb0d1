// The model's image, put into the program by the assembler: the installed binary needs no file.
// EARSHOT_SENTIMENT_MODEL is the path of the image, given by the build.
#include "sentiment/model.hpp"

__asm__(".section .rodata\n"
        ".balign 64\n"
        ".global earshot_sentiment_model_begin\n"
        "earshot_sentiment_model_begin:\n"
        ".incbin \"" EARSHOT_SENTIMENT_MODEL "\"\n"
        ".global earshot_sentiment_model_end\n"
        "earshot_sentiment_model_end:\n"
        ".byte 0\n"
        ".text\n");

extern "C" {
extern const std::byte earshot_sentiment_model_begin[];
extern const std::byte earshot_sentiment_model_end[];
}

namespace earshot::sentiment {

std::span<const std::byte> embedded_model() {
  return {earshot_sentiment_model_begin, earshot_sentiment_model_end};
}

} // namespace earshot::sentiment
