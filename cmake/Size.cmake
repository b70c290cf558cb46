# The program is downloaded by every job of a pipeline, so the release build lets the linker drop what
# nobody calls, and asks for small code but for the layers whose loops a run spends its time in.
set(IRSALINT_FAST_LAYERS base source syntax)
# What of them no loop runs through: edits, what stands under a cursor, errors in words, git.
set(IRSALINT_COLD_SOURCES edit edit_[a-z]+ write_[a-z]+ place_at comments json_quote git_[a-z_]+
    [a-z_]+_file_system role_arn_[a-z]+ markdown)
list(JOIN IRSALINT_COLD_SOURCES "|" IRSALINT_COLD_SOURCES)
add_library(irsalint_size INTERFACE)
target_compile_options(irsalint_size INTERFACE $<$<CONFIG:Release>:-ffunction-sections>
                                               $<$<CONFIG:Release>:-fdata-sections>)
add_library(irsalint_small INTERFACE)
target_compile_options(irsalint_small INTERFACE $<$<CONFIG:Release>:-Os>)
target_link_libraries(irsalint_small INTERFACE irsalint_size)
