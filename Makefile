# The front door. Every goal does the set-up first and skips what is there.
BUILD = build

# The server killed at 200 random moments; make test does a short form.
campaign-kill: build
	@python3 tests/office/run_kill.py $(BUILD)/padan 200

.PHONY: campaign-kill bench-kantor screenshots setup build run test check bless fuzz bench quality clean dist

setup:
	@tools/setup.sh

# Only the first time: ninja itself sees when a meson.build has changed.
$(BUILD)/configured: | setup
	@tools/configure.sh $(BUILD)

build: setup $(BUILD)/configured
	@ninja -C $(BUILD) --quiet src/padan
	@ln -sf src/padan $(BUILD)/padan

# The office on a made-up city; DATA and LISTEN say otherwise where.
DATA ?= demo/kantor
LISTEN ?= 127.0.0.1:8171
run: build
	@tools/run-demo.sh $(BUILD)/padan $(DATA) $(LISTEN)

test: build
	@python3 tools/run-tests.py

check: build
	@python3 tools/check.py

bless: build
	@python3 tests/run_cases.py $(BUILD)/padan --bless

fuzz: setup
	@python3 tests/run_fuzz.py $(or $(SECONDS_EACH),600)

bench: build
	@ninja -C $(BUILD) --quiet
	@python3 tests/bench/bench.py --padan $(BUILD)/padan

# The office: a large list, many people, searches; writes docs/bench-kantor.md.
bench-kantor: build
	@python3 tests/bench/office.py --padan $(BUILD)/padan

# The browser tests, and new pictures for the guides.
screenshots: build
	@python3 tests/e2e/run.py $(BUILD)/padan docs/gambar

quality: build
	@python3 tools/quality.py $(BUILD)/padan --output docs/quality.md

clean:
	rm -rf build build-asan build-tsan build-fuzz demo
