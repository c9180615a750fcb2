#!/usr/bin/env bash
# make frontend: the style sheets and scripts that crates/web embeds.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need 'has node && has npm' nodejs npm
install_needed
check_node 18
build_frontend
