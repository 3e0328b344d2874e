package config

import "strings"

// MSSP is what lists of games are told that only people know; "" for nothing.
type MSSP struct {
	Hostname   string `toml:"hostname"`
	Website    string `toml:"website"`
	Contact    string `toml:"contact"`
	Discord    string `toml:"discord"`
	Icon       string `toml:"icon"`
	Language   string `toml:"language"`
	Location   string `toml:"location"`
	Created    string `toml:"created"`
	MinimumAge string `toml:"minimum_age"`
	Genre      string `toml:"genre"`
	Gameplay   string `toml:"gameplay"`
	Status     string `toml:"status"`
}

func (m *MSSP) fields() []field {
	return []field{
		remark("hostname", &m.Hostname), remark("website", &m.Website), remark("contact", &m.Contact),
		remark("discord", &m.Discord), remark("icon", &m.Icon), remark("language", &m.Language),
		remark("location", &m.Location), remark("created", &m.Created), remark("minimum_age", &m.MinimumAge),
		remark("genre", &m.Genre), remark("gameplay", &m.Gameplay), remark("status", &m.Status),
	}
}

// remark is a key with any text of one line.
func remark(key string, to *string) field {
	return text(key, to, `a line of at most 200 characters, or "" for none`, func(s string) (string, bool) {
		return s, len([]rune(s)) <= 200 && !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' })
	})
}
