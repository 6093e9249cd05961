//! One case of 1 KB under Extism: a fresh plugin for each case from compiled code, with Extism's own settings and with
//! wasmtime's instance pool, fuel counted in both.

use std::error::Error;
use std::time::{Duration, Instant};

use extism::{CompiledPlugin, Plugin, PluginBuilder, Wasm};
use wasmtime::{Config, Enabled, PoolingAllocationConfig};

fn compiled(pool: bool) -> Result<CompiledPlugin, Box<dyn Error>> {
    let module = wat::parse_str(include_str!("echo.wat"))?;
    let mut config = Config::new();
    if pool {
        let mut pool = PoolingAllocationConfig::new();
        pool.total_core_instances(64).total_memories(64).total_tables(64);
        pool.linear_memory_keep_resident(4 << 20).table_keep_resident(64 << 10).pagemap_scan(Enabled::Auto);
        config.allocation_strategy(pool);
    }
    let manifest = extism::Manifest::new([Wasm::data(module)]);
    let builder = PluginBuilder::new(manifest).with_cache_disabled().with_fuel_limit(1_000_000_000);
    Ok(builder.with_wasmtime_config(config).compile()?)
}

fn case(plugin: &CompiledPlugin, input: &str) -> Result<usize, Box<dyn Error>> {
    let mut plugin = Plugin::new_from_compiled(plugin)?;
    Ok(plugin.call::<&str, &str>("answer", input)?.len())
}

fn main() -> Result<(), Box<dyn Error>> {
    let input = format!("{{\"text\":\"{}\"}}", "x".repeat(1000));
    for (name, pool) in [("fresh", false), ("fresh, instance pool", true)] {
        let plugin = compiled(pool)?;
        assert_eq!(case(&plugin, &input)?, input.len());
        let mut times = Vec::new();
        for _ in 0..500 {
            let started = Instant::now();
            for _ in 0..10 {
                case(&plugin, &input)?;
            }
            times.push(started.elapsed() / 10);
        }
        times.sort_unstable();
        let median: Duration = times[times.len() / 2];
        println!("Extism 1.30, {name}: {median:?} a case");
    }
    Ok(())
}
