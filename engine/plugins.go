package engine

import (
	"encoding/json"
	"maps"
)

// metaPlugins is where the plugins are kept that were turned on or off in the
// game.
const metaPlugins = "plugins"

// Switches are the plugins that were turned on or off in the game: they go over
// what mud.toml lists, also after a restart.
func (e *Engine) Switches() map[string]bool {
	out := map[string]bool{}
	if data := e.World.Meta(metaPlugins); data != nil {
		if err := json.Unmarshal(data, &out); err != nil {
			e.Log.Error("what plugins were turned on and off cannot be read", "error", err)
		}
	}
	return out
}

// setSwitches keeps them.
func (e *Engine) setSwitches(switches map[string]bool) error {
	if len(switches) == 0 {
		e.World.SetMeta(metaPlugins, nil)
		return nil
	}
	data, err := json.Marshal(switches)
	if err != nil {
		return err
	}
	e.World.SetMeta(metaPlugins, data)
	return nil
}

// SwitchJob turns a plugin on or off for a script that waits for it, as a
// reload: when anything is wrong all stays as it is. With nil the plugin is
// again as mud.toml says.
func (e *Engine) SwitchJob(name string, on *bool) Job {
	switches := maps.Clone(e.Switches())
	delete(switches, name)
	if on != nil {
		switches[name] = *on
	}
	order := e.orderOf(e.current.session)
	order.Plugins = switches
	return e.reloadJob(order, func() error { return e.setSwitches(switches) })
}
