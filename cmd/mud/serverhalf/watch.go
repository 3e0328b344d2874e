package serverhalf

import (
	"context"
	"strings"

	"mud/cmd/mud/watch"
)

// openWatch begins to watch the scripts, where mud.toml says so.
func (h *Half) openWatch() (err error) {
	if h.cfg.Scripts.Watch {
		h.watcher, err = watch.New(h.cfg.Scripts.Path)
	}
	return err
}

// watch reloads the scripts when files of them have changed, until ctx ends.
func (h *Half) watch(ctx context.Context) {
	if h.watcher == nil {
		return
	}
	err := h.watcher.Run(ctx, func(files []string) { h.changed(ctx, files) })
	if err != nil {
		h.log.Error("scripts are not watched any more", "error", err)
	}
}

// Who asks for a reload when it is no account: no account can be named so.
const (
	watched   = "(watcher)"
	fromShell = "(mud reload)"
)

// manyFiles is how many changed files are named.
const manyFiles = 5

// changed reloads because of files, and tells the builders who are online what
// came of it.
func (h *Half) changed(ctx context.Context, files []string) {
	what := few(files)
	report, err := h.engine.Reload(ctx, watched)
	if ctx.Err() != nil {
		return
	}
	text := report + h.unused(files)
	if !strings.Contains(report, files[0]) { // a test, a help text, a file as it was before
		text = "Saved: " + what + ". " + text
	}
	if err != nil {
		h.log.Error("scripts not reloaded", "changed", what, "problems", report)
		text = "Saved: " + what + ". The scripts were not reloaded, the old ones go on:\n" + report
	}
	if err := h.engine.Do(ctx, h.engine.TellBuilders(text)); err != nil && ctx.Err() == nil {
		h.log.Error("telling builders of a reload", "error", err)
	}
}

// few names the first of many files.
func few(files []string) string {
	what := strings.Join(files[:min(len(files), manyFiles)], ", ")
	if len(files) > manyFiles {
		what += ", …"
	}
	return what
}

// unused says which of the files' plugins are not in use, so that nobody waits
// for what he saved.
func (h *Half) unused(files []string) string {
	text, told := "", map[string]bool{}
	for _, file := range files {
		plugin, _, inside := strings.Cut(file, "/")
		if !inside || told[plugin] || h.loader.Uses(plugin) {
			continue
		}
		told[plugin] = true
		text += "\nThe plugin " + plugin + " is off: @plugin/on " + plugin + " turns it on."
	}
	return text
}
