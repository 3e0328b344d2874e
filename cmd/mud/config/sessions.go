package config

import (
	"time"

	"mud/engine/numbered"
	"mud/engine/session"
)

// Sessions say how accounts, sessions and characters go together, and what a
// login may cost.
type Sessions struct {
	MultisessionMode    int           `toml:"multisession_mode"`     // 0 to 3, see session.Modes
	AutoCreateCharacter bool          `toml:"auto_create_character"` // a new account gets a character of its name; by default as the mode says
	AutoPuppet          bool          `toml:"auto_puppet"`           // a login puppets the last character; by default as the mode says
	MaxCharacters       int           `toml:"max_characters"`        // characters an account may have, 0 for no limit; by default as the mode says
	MaxPuppets          int           `toml:"max_puppets"`           // different puppets an account may play at once, 0 for no limit
	ReplyToAll          bool          `toml:"reply_to_all"`          // answers go to all sessions of the account; by default as the mode says
	IdleTimeout         time.Duration `toml:"idle_timeout"`          // a session that was silent for so long is ended, 1s to 8760h; 0 for never
	Guests              bool          `toml:"guests"`                // "connect guest" works
	Typeclass           string        `toml:"typeclass"`             // the typeclass of sessions, with its plugin
	LoginAttempts       int           `toml:"login_attempts"`        // failed logins an address has in a login window, 0 for no limit
	LoginWindow         time.Duration `toml:"login_window"`          // 1s to 24h
	CreateAttempts      int           `toml:"create_attempts"`       // accounts an address may make in a create window, 0 for no limit
	CreateWindow        time.Duration `toml:"create_window"`         // 1s to 24h
}

// Cmdsets are the command sets that everybody starts with, each with its
// plugin.
type Cmdsets struct {
	Unloggedin string `toml:"unloggedin"` // of a session before login
	Session    string `toml:"session"`    // of a session after login
	Account    string `toml:"account"`    // of an account
	Character  string `toml:"character"`  // of a character
	Numbers    string `toml:"numbers"`    // how one of several of the same name is chosen
}

func defaultSessions() Sessions {
	s := Sessions{
		IdleTimeout:    time.Hour,
		Typeclass:      "core.session",
		LoginAttempts:  5,
		LoginWindow:    5 * time.Minute,
		CreateAttempts: 2,
		CreateWindow:   10 * time.Minute,
	}
	s.setMode(0)
	return s
}

func defaultCmdsets() Cmdsets {
	return Cmdsets{Unloggedin: "core.unloggedin", Session: "core.session", Account: "core.account", Character: "core.character", Numbers: string(numbered.Both)}
}

// setMode takes the defaults that follow from the mode.
func (s *Sessions) setMode(mode int) {
	m := session.Modes[mode]
	s.MultisessionMode = mode
	s.AutoCreateCharacter, s.AutoPuppet = m.AutoCreate, m.AutoPuppet
	s.MaxCharacters, s.MaxPuppets = m.MaxCharacters, m.MaxPuppets
	s.ReplyToAll = m.ReplyToAll
}

// Rules are the rules of the mode with what the file says otherwise.
func (s *Sessions) Rules() session.Rules {
	r := session.Modes[s.MultisessionMode]
	r.AutoCreate, r.AutoPuppet = s.AutoCreateCharacter, s.AutoPuppet
	r.MaxCharacters, r.MaxPuppets = s.MaxCharacters, s.MaxPuppets
	r.ReplyToAll, r.Guests = s.ReplyToAll, s.Guests
	return r
}

// fields has the mode first: its defaults come before what the file says of
// them.
func (s *Sessions) fields() []field {
	return []field{
		s.modeField(),
		toggle("auto_create_character", &s.AutoCreateCharacter),
		toggle("auto_puppet", &s.AutoPuppet),
		whole("max_characters", &s.MaxCharacters, 0, 1_000_000, ""),
		whole("max_puppets", &s.MaxPuppets, 0, 1_000_000, ""),
		toggle("reply_to_all", &s.ReplyToAll),
		spanOrNever("idle_timeout", &s.IdleTimeout, time.Second, 8760*time.Hour),
		toggle("guests", &s.Guests),
		reference("typeclass", &s.Typeclass, "a typeclass"),
		whole("login_attempts", &s.LoginAttempts, 0, 1_000_000, ""),
		span("login_window", &s.LoginWindow, time.Second, 24*time.Hour),
		whole("create_attempts", &s.CreateAttempts, 0, 1_000_000, ""),
		span("create_window", &s.CreateWindow, time.Second, 24*time.Hour),
	}
}

func (s *Sessions) modeField() field {
	var mode int
	f := whole("multisession_mode", &mode, 0, len(session.Modes)-1, "")
	number := f.set
	f.set = func(v any) bool {
		if !number(v) {
			return false
		}
		s.setMode(mode)
		return true
	}
	return f
}

func (c *Cmdsets) fields() []field {
	return []field{
		reference("unloggedin", &c.Unloggedin, "a cmdset"),
		reference("session", &c.Session, "a cmdset"),
		reference("account", &c.Account, "a cmdset"),
		reference("character", &c.Character, "a cmdset"),
		choice("numbers", &c.Numbers, string(numbered.Both), string(numbered.After), string(numbered.Before)),
	}
}
