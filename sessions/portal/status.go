package portal

import (
	"maps"
	"slices"
	"time"

	"mud/sessions/wire"
)

// Status is what the Portal tells anybody who asks about the game.
type Status struct {
	Started time.Time // of the Portal: a restart of the Server does not change it
	Players []string  // the names of the accounts that are logged in and not away, each once, sorted
}

// Status tells how the game does now.
func (p *Portal) Status() Status {
	p.mu.Lock()
	all := slices.Collect(maps.Values(p.sessions))
	p.mu.Unlock()
	names := map[int64]string{}
	for _, s := range all {
		if l, here := s.present(); here {
			names[l.Account] = l.Name
		}
	}
	return Status{p.started, slices.Sorted(maps.Values(names))}
}

func (s *session) loggedIn(m wire.LoggedIn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.login = m
}

func (s *session) owner() wire.LoggedIn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.login
}

// present tells whose session it is, if it is anybody's who is not away.
func (s *session) present() (l wire.LoggedIn, here bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.login, s.login.Account != 0 && !s.flags.Bool("LINKDEAD")
}

// LoggedIn reports whether the session is an account's.
func (s *session) LoggedIn() bool { return s.owner().Account != 0 }
