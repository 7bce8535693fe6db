# One folder of src/ is one target: `baton_folder(plan DEPENDS assign db http)` makes the library baton_plan of
# every *.cc in the folder, and the program plan_test of every *_test.cc. DEPENDS states which folders it may
# include from; test/check/includes.mjs holds the includes against it. TEST_DEPENDS are for its tests only.
function(baton_folder name)
  cmake_parse_arguments(FOLDER "" "" "DEPENDS;TEST_DEPENDS;PACKAGES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")

  set(scope PUBLIC)
  if(sources)
    add_library(baton_${name} STATIC ${sources})
  else()
    set(scope INTERFACE)
    add_library(baton_${name} INTERFACE)
  endif()
  target_include_directories(baton_${name} ${scope} ${PROJECT_SOURCE_DIR}/src)
  list(TRANSFORM FOLDER_DEPENDS PREPEND baton_)
  target_link_libraries(baton_${name} ${scope} ${FOLDER_DEPENDS} ${FOLDER_PACKAGES})

  if(tests AND NOT BATON_FUZZ)
    list(TRANSFORM FOLDER_TEST_DEPENDS PREPEND baton_)
    add_executable(${name}_test ${tests})
    target_compile_definitions(${name}_test PRIVATE BATON_TEST_DATA="${PROJECT_SOURCE_DIR}/test/data")
    target_link_libraries(${name}_test PRIVATE baton_${name} ${FOLDER_TEST_DEPENDS} GTest::gmock GTest::gtest_main)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()
