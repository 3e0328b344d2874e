// Package stats counts what the Server does, for `mud status` and for
// Prometheus. It may be told and asked on any goroutine, and never waits.
package stats

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// Gauges are what the Server holds just now; each may be asked on any
// goroutine.
type Gauges struct {
	Events  func() int  // that wait in the inbox
	Pending func() int  // steps that wait to be stored
	Failing func() bool // the store fails
}

// Stats are the figures of one Server.
type Stats struct {
	registry *prometheus.Registry
	steps    prometheus.Summary
	commits  prometheus.Summary
	changes  prometheus.Counter

	mu   sync.Mutex
	rate rate
}

// quantiles are those that are kept of a duration, each with its error.
var quantiles = map[float64]float64{0.5: 0.05, 0.9: 0.01, 0.99: 0.001, 1: 0}

func summary(name, help string) prometheus.Summary {
	return prometheus.NewSummary(prometheus.SummaryOpts{Name: name, Help: help, Objectives: quantiles, MaxAge: 5 * time.Minute})
}

// New returns figures that begin now.
func New(g Gauges) *Stats {
	s := &Stats{
		registry: prometheus.NewRegistry(),
		steps:    summary("mud_step_seconds", "How long a step of the world took."),
		commits:  summary("mud_commit_seconds", "How long a group of steps took to be stored."),
		changes:  prometheus.NewCounter(prometheus.CounterOpts{Name: "mud_stored_changes_total", Help: "Rows that were stored."}),
	}
	gauge := func(name, help string, value func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value)
	}
	own := prometheus.WrapRegistererWithPrefix("mud_server_", s.registry)
	own.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	s.registry.MustRegister(s.steps, s.commits, s.changes,
		gauge("mud_inbox_events", "Events that wait for the world.", func() float64 { return float64(g.Events()) }),
		gauge("mud_unstored_steps", "Steps that wait to be stored.", func() float64 { return float64(g.Pending()) }),
		gauge("mud_store_failing", "1 while the store fails and the world stands still.", func() float64 {
			if g.Failing() {
				return 1
			}
			return 0
		}))
	return s
}

// Stepped counts a step.
func (s *Stats) Stepped(_ string, took time.Duration) {
	s.steps.Observe(took.Seconds())
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rate.count(time.Now())
}

// Committed counts a group of steps that was stored.
func (s *Stats) Committed(changes int, took time.Duration) {
	s.commits.Observe(took.Seconds())
	s.changes.Add(float64(changes))
}

// Registry is what Prometheus gathers.
func (s *Stats) Registry() *prometheus.Registry { return s.registry }
