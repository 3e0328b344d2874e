package app

import (
	"mud/cmd/mud/config"
	"mud/sessions/portal/telnet"
)

// mssp is what lists of games are told that only people know.
func mssp(m config.MSSP) []telnet.Variable {
	var out []telnet.Variable
	for _, v := range []struct{ name, value string }{
		{"HOSTNAME", m.Hostname}, {"WEBSITE", m.Website}, {"CONTACT", m.Contact}, {"DISCORD", m.Discord}, {"ICON", m.Icon},
		{"LANGUAGE", m.Language}, {"LOCATION", m.Location}, {"CREATED", m.Created}, {"MINIMUM AGE", m.MinimumAge},
		{"GENRE", m.Genre}, {"GAMEPLAY", m.Gameplay}, {"STATUS", m.Status},
	} {
		if v.value != "" {
			out = append(out, telnet.Variable{Name: v.name, Values: []string{v.value}})
		}
	}
	return out
}
