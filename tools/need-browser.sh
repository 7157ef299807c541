#!/bin/sh
# The browser tests need a Chromium or Chrome. Installs Debian's where that is possible, else says what to install.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "The browser tests need Chromium. Install it, then run make test again:" >&2
echo "  Debian, Ubuntu:  sudo apt-get install chromium      Fedora:  sudo dnf install chromium" >&2
echo "  macOS:           brew install --cask chromium       or any Google Chrome on the PATH" >&2
exit 1
