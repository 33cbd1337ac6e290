# 共建图谱：make run 看到一个完整的样例区；make test 把全部检查跑一遍。

ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$name; break; fi; done)
endif
BIN := .venv/bin
SOURCES := api graph_model loaders matching tests tools hatch_build.py

.DEFAULT_GOAL := help
.PHONY: help run test lint types faults bench lock map clean environment environment-dev machine python kernels-pages kernels-region

help:
	@echo '用法：'
	@echo '  make run     安装、载入样例区、算出本周建议、启动；最后一行是打开用的地址'
	@echo '  make test    格式、类型、两种图数据库上的全部测试、真实浏览器里的页面'
	@echo '  make lint    只查格式和类型'
	@echo '  make bench   性能测量，结果见 docs/benchmarks.md'
	@echo '  make faults  在两种图数据库上各杀掉三十次导入，再导一次，一条条比'
	@echo '  make lock    依赖变动后重新锁定版本（make lock UPGRADE=1 升级全部）'
	@echo '  make map     每个文件是做什么的，一行一个'
	@echo '  make clean   删掉 .venv、缓存和取来的浏览器库（不动数据）'

python:
	@if [ -z '$(PYTHON)' ]; then \
		echo '没有找到 Python 3.11 或更新的版本：请先安装 python3（不低于 3.11）和 python3-venv。' >&2; exit 1; fi

environment: python
	@$(PYTHON) tools/environment.py

environment-dev: python
	@$(PYTHON) tools/environment.py --dev

machine: environment-dev
	@$(BIN)/python tools/machine.py

run: environment
	@$(BIN)/gongjian demo

lint: environment-dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/mypy tools hatch_build.py

kernels-pages kernels-region: environment-dev
	@$(BIN)/python -m tests.warming $(patsubst kernels-%,%,$@)

test: machine
	@$(MAKE) --no-print-directory --jobs=3 lint kernels-pages kernels-region
	$(BIN)/python -m pytest --numprocesses=3 --dist=loadgroup --no-loadscope-reorder

faults: machine
	$(BIN)/python -m tests.faults.kills

bench: environment-dev
	@set -e; for file in tests/benchmarks/bench_*.py; do echo "== $$file"; \
		if grep -q '^def test_' $$file; then $(BIN)/python -m pytest -q -s $$file; \
		else $(BIN)/python -m tests.benchmarks.$$(basename $$file .py); fi; done

lock: environment-dev
	$(BIN)/python tools/lock.py $(if $(UPGRADE),--upgrade)

map: python
	@$(PYTHON) tools/map.py

clean:
	rm -rf .venv .cache .hypothesis .mypy_cache .pytest_cache .ruff_cache dist api/static/vendor
