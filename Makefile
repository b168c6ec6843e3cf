# presub: a model checker for XMPP presence subscriptions.
# `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
COMPLETIONS := share/bash-completion/completions
VERSION := 0.1.0

# Each flavour builds in its own directory, as changed flags alone rebuild nothing.
BUILD := build$(if $(SANITIZE),/sanitize)$(if $(CLANG),/clang)
CC := $(if $(CLANG),clang,gcc)

PKGS := glib-2.0 gio-2.0 json-glib-1.0 libcgraph expat libstrophe cunit
DEBIAN_PACKAGES := gcc libc6-dev pkg-config libglib2.0-dev libjson-glib-dev libgraphviz-dev libexpat1-dev libstrophe-dev \
  libcunit1-dev graphviz spin mandoc python3-jsonschema valgrind
LIVE_PACKAGES := prosody ejabberd # for make live, and for make test where they can be had

# build/deps.mk says how to compile against what is installed; making it installs what is not.
ifneq ($(filter-out clean help format uninstall,$(or $(MAKECMDGOALS),all)),)
include build/deps.mk
endif

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
  -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wconversion -Wno-sign-conversion
WERROR ?= -Werror # `make WERROR=` with a compiler that has new warnings
CPPFLAGS := -I. -D_GNU_SOURCE -DPS_VERSION='"$(VERSION)"' $(PKG_CFLAGS)
SANITIZERS := -fsanitize=address -fsanitize=undefined
CFLAGS ?= -g $(if $(SANITIZE),-O1,-O2)
ALL_CFLAGS := -std=gnu17 $(WARNINGS) $(WERROR) $(CFLAGS) \
  $(if $(SANITIZE),-fno-omit-frame-pointer -fno-sanitize-recover=all $(SANITIZERS))
ALL_LDFLAGS := $(LDFLAGS) $(if $(SANITIZE),$(SANITIZERS))

LIBRARY := $(wildcard model/*.c explorer/*.c viz/*.c wire/*.c)
CLI := $(filter-out cli/main.c cli/pins.c,$(wildcard cli/*.c))
PINS := $(wildcard model/*.c) $(addprefix cli/,pins.c setup.c setup-properties.c command.c files.c memory.c output.c)
TESTS := $(wildcard tests/*.c tests/fuzz/*.c)
BENCH := $(wildcard tests/bench/*.c)
as-root = $$([ "$$(id -u)" = 0 ] || echo sudo -n) env DEBIAN_FRONTEND=noninteractive
have-live = { command -v prosody && PATH="$$PATH:/usr/sbin" command -v ejabberdctl; } >/dev/null
install-live = { $(have-live) || { echo "presub: installing $(LIVE_PACKAGES)" >&2; { $(as-root) apt-get update -q && \
  $(as-root) apt-get install -q -y --no-install-recommends $(LIVE_PACKAGES); } >/dev/null 2>&1; }; }
objects = $(patsubst %.c,$(BUILD)/%.o,$(1))
SOURCES := $(LIBRARY) $(CLI) cli/main.c $(TESTS) $(BENCH)
ALL_C := $(wildcard */*.c */*.h tests/fuzz/*.c tests/fuzz/*.h tests/bench/*.c tests/bench/*.h)

# Each tests/fuzz/fuzz-NAME.c becomes a program that libFuzzer drives.
FUZZ := $(BUILD)/fuzz
FUZZ_NAMES := $(patsubst tests/fuzz/fuzz-%.c,%,$(wildcard tests/fuzz/fuzz-*.c))
FUZZ_SECONDS ?= 20
FUZZ_PACKAGES := clang libclang-rt-14-dev
FUZZ_SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_SEEDS := model/profiles model/properties model/scenarios tests/properties tests/traces tests/logs docs/captures
FUZZ_SHARED := $(patsubst %.c,$(FUZZ)/%.o,$(wildcard model/*.c explorer/*.c wire/*.c) tests/fuzz/target.c tests/fuzz/log-complaint.c)

.PHONY: all run pins test test-browser live try-live bench golden docs valgrind fuzz need-libfuzzer install uninstall lint format clean help
.DELETE_ON_ERROR:

all: $(BUILD)/presub ## build build/presub (SANITIZE=1: with sanitizers; CLANG=1: with clang)

run: $(BUILD)/presub ## install what is missing, build, check RFC 6121 and draw it
	$(BUILD)/presub check rfc6121 || [ $$? = 1 ]
	$(BUILD)/presub graph rfc6121 --view matrix -o $(BUILD)/rfc6121-matrix.svg
	$(BUILD)/presub graph rfc6121 --view server -o $(BUILD)/rfc6121-server.svg
	$(BUILD)/presub graph rfc6121 --in-flight 1 --users sensible --actions subscribe,remove \
	  --highlight no-orphan -o $(BUILD)/rfc6121-states.svg
	$(BUILD)/presub graph rfc6121 -o $(BUILD)/rfc6121-states.dot
	$(BUILD)/presub report rfc6121 -o $(BUILD)/rfc6121-report.html
	@echo "drawn: $(BUILD)/rfc6121-matrix.svg (which entries can meet), $(BUILD)/rfc6121-server.svg"
	@echo "  (one server's automaton), $(BUILD)/rfc6121-states.svg (a part of the state graph, and how"
	@echo "  no-orphan falls), $(BUILD)/rfc6121-states.dot (all of it, too large to be laid out),"
	@echo "  $(BUILD)/rfc6121-report.html (all that was found, to step through in a browser)"

pins: $(BUILD)/presub-pins.so ## build the plug-in for LTSmin

test: $(BUILD)/presub $(BUILD)/presub-pins.so $(BUILD)/tests/run $(BUILD)/bench | try-live ## run all tests (SANITIZE=1: with sanitizers)
	PRESUB=$(BUILD)/presub $(BUILD)/tests/run
	PRESUB=$(BUILD)/presub tests/browser/run.sh

test-browser: $(BUILD)/presub ## test the page of presub report in Chromium; installs what that needs
	tests/browser/run.sh --get
	PRESUB=$(BUILD)/presub tests/browser/run.sh

# BENCH_OPTIONS may name sections, and say --write docs
bench: $(BUILD)/presub $(BUILD)/bench ## measure presub and this machine, beside SPIN (BENCH_OPTIONS=...)
	PRESUB=$(BUILD)/presub $(BUILD)/bench $(BENCH_OPTIONS)

live: $(BUILD)/presub $(BUILD)/tests/run ## start Prosody and ejabberd on loopback; is the table true, does the race happen?
	@$(install-live) || { echo "presub: make live needs $(LIVE_PACKAGES); please install them" >&2; exit 1; }
	PRESUB=$(BUILD)/presub $(BUILD)/tests/run live

try-live:
	@$(install-live) || echo "presub: cannot install $(LIVE_PACKAGES): the tests of running servers are left out"

golden: $(BUILD)/tests/run ## record the figures of tests/golden.txt again, and say what changed
	$(BUILD)/tests/run --record-golden

valgrind: $(BUILD)/presub $(BUILD)/presub-pins.so $(BUILD)/tests/run ## run the tests of the library under valgrind
	PRESUB=$(BUILD)/presub valgrind -q --child-silent-after-fork=yes --leak-check=full \
	  --show-leak-kinds=definite --errors-for-leak-kinds=definite --error-exitcode=9 $(BUILD)/tests/run --quick

fuzz: $(FUZZ_NAMES:%=$(FUZZ)/fuzz-%) ## feed the parsers with strange files (FUZZ_SECONDS=20 each)
	@mkdir -p $(FUZZ)/crashes
	@status=0; for name in $(FUZZ_NAMES); do \
	  mkdir -p $(FUZZ)/corpus/$$name; echo "  FUZZ  $$name for $(FUZZ_SECONDS) seconds"; \
	  $(FUZZ)/fuzz-$$name -max_total_time=$(FUZZ_SECONDS) -timeout=10 -print_final_stats=1 \
	    $$(ls tests/fuzz/$$name.dict 2>/dev/null | sed 's/^/-dict=/') \
	    -artifact_prefix=$(FUZZ)/crashes/$$name- $(FUZZ)/corpus/$$name tests/fuzz/corpus/$$name \
	    $(FUZZ_SEEDS) >$(FUZZ)/$$name.log 2>&1 && grep executed_units $(FUZZ)/$$name.log || { \
	      status=1; tail -n 60 $(FUZZ)/$$name.log; echo "found: $(FUZZ)/crashes/$$name-*" >&2; }; \
	done; exit $$status

$(FUZZ)/fuzz-%: $(FUZZ)/tests/fuzz/fuzz-%.o $(FUZZ_SHARED)
	@echo "  LINK  $@"
	@clang -fsanitize=fuzzer $(FUZZ_SANITIZERS) -o $@ $^ $(PKG_LIBS)

$(FUZZ)/%.o: %.c build/deps.mk | need-libfuzzer
	@mkdir -p $(@D)
	@echo "  CC    $< (fuzz)"
	@clang $(CPPFLAGS) -DPS_FUZZ -std=gnu17 $(WARNINGS) -g -O1 -fsanitize=fuzzer-no-link \
	  $(FUZZ_SANITIZERS) -MMD -MP -c -o $@ $<

need-libfuzzer:
	@[ -e "$$(clang -print-file-name=libclang_rt.fuzzer-$$(uname -m).a 2>&1)" ] || { \
	  echo "presub: make fuzz needs clang and libFuzzer; please install $(FUZZ_PACKAGES)" >&2; exit 1; }

.PRECIOUS: $(FUZZ)/%.o

$(BUILD)/presub: $(call objects,$(LIBRARY) $(CLI) cli/main.c)
	@echo "  LINK  $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS)

$(BUILD)/presub-pins.so: $(patsubst %.c,$(BUILD)/pins/%.o,$(PINS))
	@echo "  LINK  $@"
	@$(CC) $(ALL_LDFLAGS) -shared -Wl,--as-needed -o $@ $^ $(PKG_LIBS)

$(BUILD)/tests/run: $(call objects,$(LIBRARY) $(TESTS)) # it plays LTSmin: the plug-in finds it
	@echo "  LINK  $@"
	@$(CC) $(ALL_LDFLAGS) -rdynamic -o $@ $^ $(PKG_LIBS) $(TEST_LIBS)

$(BUILD)/bench: $(call objects,$(LIBRARY) $(CLI) $(BENCH))
	@echo "  LINK  $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) -lm

$(BUILD)/%.o: %.c build/deps.mk
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/pins/%.o: %.c build/deps.mk
	@mkdir -p $(@D)
	@echo "  CC    $< (plug-in)"
	@$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -fPIC -fvisibility=hidden -MMD -MP -c -o $@ $<

$(BUILD)/model/property.o $(BUILD)/pins/model/property.o $(FUZZ)/model/property.o: model/properties/built-in.properties # a part of it
$(BUILD)/viz/tla.o: viz/tla-behaviour.tla
$(BUILD)/explorer/expand-bitmaps.o: ALL_CFLAGS += -fno-tree-slp-vectorize # two words written apart and read at once stall
$(BUILD)/viz/report-assets.o: $(wildcard viz/report/*.mjs viz/report/*.html viz/report/*.css)

-include $(patsubst %.c,$(BUILD)/%.d,$(SOURCES)) $(patsubst %.c,$(BUILD)/pins/%.d,$(PINS)) \
  $(wildcard $(FUZZ)/*/*.d $(FUZZ)/tests/fuzz/*.d)

build/deps.mk: Makefile
	@mkdir -p build
	@{ pkg-config --exists $(PKGS) && command -v dot && command -v spin && command -v mandoc && command -v valgrind && \
	  /usr/bin/python3 -c 'import jsonschema' && command -v $(CC); } >/dev/null 2>&1 || { \
	  echo "presub: installing $(DEBIAN_PACKAGES)"; \
	  as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  $$as_root apt-get update -q && $$as_root env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -q -y --no-install-recommends $(DEBIAN_PACKAGES); \
	} || { echo "presub: cannot install $(DEBIAN_PACKAGES); please do" >&2; exit 1; }
	@pkg-config --print-errors --exists $(PKGS)
	@printf 'PKG_CFLAGS := %s\nPKG_LIBS := %s\nTEST_LIBS := %s\n' \
	  "$$(pkg-config --cflags $(PKGS))" "$$(pkg-config --libs $(filter-out cunit,$(PKGS)))" \
	  "$$(pkg-config --libs cunit)" >$@

docs: $(BUILD)/presub ## run the commands in README and docs/ again and write down what they print and draw
	@PATH="$(CURDIR)/$(BUILD):$$PATH" docs/refresh.sh

install: $(BUILD)/presub ## install into $(DESTDIR)$(PREFIX)
	install -D -m 755 $< $(DESTDIR)$(PREFIX)/bin/presub
	install -D -m 644 docs/presub.1 $(DESTDIR)$(PREFIX)/share/man/man1/presub.1
	install -D -m 644 cli/presub.bash $(DESTDIR)$(PREFIX)/$(COMPLETIONS)/presub
	install -d $(addprefix $(DESTDIR)$(PREFIX)/share/presub/,profiles properties scenarios servers schemas)
	install -m 644 model/profiles/*.profile $(DESTDIR)$(PREFIX)/share/presub/profiles
	install -m 644 model/properties/*.properties $(DESTDIR)$(PREFIX)/share/presub/properties
	install -m 644 wire/servers/* $(DESTDIR)$(PREFIX)/share/presub/servers
	install -m 644 model/scenarios/*.trace $(DESTDIR)$(PREFIX)/share/presub/scenarios
	install -m 644 docs/schemas/*.json $(DESTDIR)$(PREFIX)/share/presub/schemas

uninstall: ## remove what install installed
	rm -rf $(addprefix $(DESTDIR)$(PREFIX)/,bin/presub share/presub share/man/man1/presub.1 $(COMPLETIONS)/presub)

lint: build/deps.mk ## layout, warnings of clang, static analysis, layers, lengths
	clang-format --dry-run -Werror $(ALL_C)
	clang $(CPPFLAGS) -std=gnu17 $(WARNINGS) -Werror -fsyntax-only $(filter %.c,$(ALL_C))
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
	  --library=gtk '-DG_DEFINE_AUTOPTR_CLEANUP_FUNC(type,function)=' '-DG_DEFINE_QUARK(name,function)=' \
	  '-DG_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(type,function)=' -DG_BEGIN_DECLS= -DG_END_DECLS= \
	  --suppress=missingIncludeSystem -I. $(filter %.c,$(ALL_C))
	! grep -n '#include "\(explorer\|viz\|wire\|cli\)/' model/*.[ch]
	! grep -n '#include "\(viz\|wire\|cli\)/' explorer/*.[ch]
	! grep -n '#include "cli/' viz/*.[ch]
	! grep -n '#include "\(viz\|cli\)/' wire/*.[ch]
	@wc -l $(ALL_C) $(wildcard viz/report/*.mjs tests/browser/*.mjs) | \
	  awk '$$2 != "total" && $$1 > 400 { print $$2 ": expected at most 400 lines, found " $$1; s = 1 } END { exit s }'
	tests/browser/run.sh --lint

format: ## lay out the sources as clang-format decides
	clang-format -i $(ALL_C)

clean: ## remove build/ and what npm fetched
	rm -rf build tests/browser/node_modules

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 — \2/p' Makefile
