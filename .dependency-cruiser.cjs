/** The laws of ARCHITECTURE.md section "Layers", as rules. Imports point down only. */
const layer = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });
const only = (pkg, allowed) => ({
  name: `${pkg}-imports-only-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^packages/${pkg}/src` },
  to: { path: `^(packages|apps)/(?!${[pkg, ...allowed].join('/|')}/)` },
});
module.exports = {
  forbidden: [
    only('base', []),
    only('msra', []),
    only('ui', []),
    only('screen', []),
    only('rendezvous', ['base']),
    only('peer', ['base']),
    only('im', ['base', 'rendezvous']),
    only('assist', ['base', 'rendezvous', 'peer', 'msra', 'screen']),
    {
      name: 'msra-imports-nothing',
      severity: 'error',
      from: { path: '^packages/msra/src', pathNot: '^packages/msra/src/crypto/node\\.ts$' },
      to: { pathNot: '^packages/msra/src' },
    },
    {
      name: 'packages-stay-free-of-node',
      severity: 'error',
      from: {
        path: '^packages/',
        pathNot: '^packages/(rendezvous/src/(stdio|registry)/|msra/src/crypto/node\\.ts)|/test/',
      },
      to: { dependencyTypes: ['core'] },
    },
    layer(
      'messenger-knows-no-assistance',
      '^apps/messenger/src',
      '^packages/(assist|peer|msra)/|^apps/(server|assist-web|companion)/',
    ),
    layer(
      'assist-web-knows-no-messenger',
      '^apps/assist-web/src',
      '^packages/im/|^apps/(server|messenger|companion)/',
    ),
    layer(
      'server-knows-no-assistance',
      '^apps/server/src',
      '^packages/(assist|peer|msra|ui)/|^apps/(messenger|assist-web|companion)/',
    ),
    layer(
      'companion-knows-no-messenger',
      '^apps/companion/src',
      '^packages/(im|ui|peer)/|^apps/(server|messenger|assist-web)/',
    ),
    layer(
      'cli-knows-no-messenger',
      '^apps/cli/src',
      '^packages/(im|assist|peer|ui)/|^apps/(server|messenger|assist-web|companion)/',
    ),
    {
      name: 'examples-know-the-api-alone',
      severity: 'error',
      from: { path: '^examples/' },
      to: { path: '^(packages|apps)/(?!rendezvous/)' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
