# IRSALINT_SANITIZE covers third-party code that we compile too: a wrong call of ours may show there.
if(IRSALINT_SANITIZE)
  add_compile_options(-fsanitize=${IRSALINT_SANITIZE} -fno-omit-frame-pointer
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${IRSALINT_SANITIZE})
endif()
