# The front door. Every goal does the set-up first and skips what is there.
BUILD = build

.PHONY: setup build run test check bless fuzz bench quality clean dist

setup:
	@tools/setup.sh

$(BUILD)/build.ninja: meson.build meson_options.txt src/meson.build tests/meson.build | setup
	@if [ -f $@ ]; then touch $@; else meson setup $(BUILD) >$(BUILD).log 2>&1 || { cat $(BUILD).log; rm -rf $(BUILD); exit 1; }; rm -f $(BUILD).log; fi

build: setup $(BUILD)/build.ninja
	@ninja -C $(BUILD) --quiet src/padan
	@ln -sf src/padan $(BUILD)/padan

run: build
	@tools/run-demo.sh $(BUILD)/padan

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

quality: build
	@python3 tools/quality.py $(BUILD)/padan --output docs/quality.md

clean:
	rm -rf build build-asan build-tsan build-fuzz demo
